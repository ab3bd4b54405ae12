package io.busbar.verticles.states;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgStatesStoreIT implements StatesStoreTck {
  private StatesStore store = new InMemoryStatesStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgStatesStore(TestDatabase.open(vertx));
  }

  @Override
  public StatesStore store() {
    return store;
  }
}
