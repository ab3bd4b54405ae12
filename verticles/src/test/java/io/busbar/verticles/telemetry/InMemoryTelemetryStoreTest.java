package io.busbar.verticles.telemetry;

class InMemoryTelemetryStoreTest implements TelemetryStoreTck {
  private final TelemetryStore store = new InMemoryTelemetryStore();

  @Override
  public TelemetryStore store() {
    return store;
  }
}
