package io.busbar.verticles.devices;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgDevicesStoreIT implements DevicesStoreTck {
  private DevicesStore store = new InMemoryDevicesStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgDevicesStore(TestDatabase.open(vertx));
  }

  @Override
  public DevicesStore store() {
    return store;
  }
}
