package io.busbar.verticles.pairing;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgPairingStoreIT implements PairingStoreTck {
  private PairingStore store = new InMemoryPairingStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgPairingStore(TestDatabase.open(vertx));
  }

  @Override
  public PairingStore store() {
    return store;
  }
}
