package io.busbar.verticles.integrations;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgIntegrationsStoreIT implements IntegrationsStoreTck {
  private IntegrationsStore store = new InMemoryIntegrationsStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgIntegrationsStore(TestDatabase.open(vertx));
  }

  @Override
  public IntegrationsStore store() {
    return store;
  }
}
