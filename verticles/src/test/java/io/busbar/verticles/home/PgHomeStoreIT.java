package io.busbar.verticles.home;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgHomeStoreIT implements HomeStoreTck {
  private HomeStore store = new InMemoryHomeStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgHomeStore(TestDatabase.open(vertx));
  }

  @Override
  public HomeStore store() {
    return store;
  }
}
