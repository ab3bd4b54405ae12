package io.busbar.verticles.devices;

class InMemoryDevicesStoreTest implements DevicesStoreTck {
  private final DevicesStore store = new InMemoryDevicesStore();

  @Override
  public DevicesStore store() {
    return store;
  }
}
