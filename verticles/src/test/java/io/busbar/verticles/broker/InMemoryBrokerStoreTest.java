package io.busbar.verticles.broker;

class InMemoryBrokerStoreTest implements BrokerStoreTck {
  private final BrokerStore store = new InMemoryBrokerStore();

  @Override
  public BrokerStore store() {
    return store;
  }
}
