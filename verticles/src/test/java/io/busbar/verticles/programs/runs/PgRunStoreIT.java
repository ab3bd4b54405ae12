package io.busbar.verticles.programs.runs;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgRunStoreIT implements RunStoreTck {
  private RunStore store = new InMemoryRunStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgRunStore(TestDatabase.open(vertx));
  }

  @Override
  public RunStore store() {
    return store;
  }
}
