package io.busbar.verticles.telemetry;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgTelemetryStoreIT implements TelemetryStoreTck {
  private TelemetryStore store = new InMemoryTelemetryStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgTelemetryStore(TestDatabase.open(vertx));
  }

  @Override
  public TelemetryStore store() {
    return store;
  }
}
