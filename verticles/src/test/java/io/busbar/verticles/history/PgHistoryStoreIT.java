package io.busbar.verticles.history;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgHistoryStoreIT implements HistoryStoreTck {
  private HistoryStore store = new InMemoryHistoryStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgHistoryStore(TestDatabase.open(vertx));
  }

  @Override
  public HistoryStore store() {
    return store;
  }
}
