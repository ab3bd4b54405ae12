package io.busbar.verticles.integrations;

class InMemoryIntegrationsStoreTest implements IntegrationsStoreTck {
  private final IntegrationsStore store = new InMemoryIntegrationsStore();

  @Override
  public IntegrationsStore store() {
    return store;
  }
}
