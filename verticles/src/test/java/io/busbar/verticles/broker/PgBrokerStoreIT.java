package io.busbar.verticles.broker;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgBrokerStoreIT implements BrokerStoreTck {
  private BrokerStore store = new InMemoryBrokerStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgBrokerStore(TestDatabase.open(vertx));
  }

  @Override
  public BrokerStore store() {
    return store;
  }
}
