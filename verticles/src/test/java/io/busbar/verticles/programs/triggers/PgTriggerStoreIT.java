package io.busbar.verticles.programs.triggers;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgTriggerStoreIT implements TriggerStoreTck {
  private TriggerStore store = new InMemoryTriggerStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgTriggerStore(TestDatabase.open(vertx));
  }

  @Override
  public TriggerStore store() {
    return store;
  }
}
