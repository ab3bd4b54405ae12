package io.busbar.verticles.intents;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgIntentsStoreIT implements IntentsStoreTck {
  private IntentsStore store = new InMemoryIntentsStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgIntentsStore(TestDatabase.open(vertx));
  }

  @Override
  public IntentsStore store() {
    return store;
  }
}
