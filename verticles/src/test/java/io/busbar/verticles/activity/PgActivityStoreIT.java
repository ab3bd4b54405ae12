package io.busbar.verticles.activity;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgActivityStoreIT implements ActivityStoreTck {
  private ActivityStore store = new InMemoryActivityStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgActivityStore(TestDatabase.open(vertx));
  }

  @Override
  public ActivityStore store() {
    return store;
  }
}
