package io.busbar.verticles.programs.triggers;

class InMemoryTriggerStoreTest implements TriggerStoreTck {
  private final TriggerStore store = new InMemoryTriggerStore();

  @Override
  public TriggerStore store() {
    return store;
  }
}
