package io.busbar.verticles.states;

class InMemoryStatesStoreTest implements StatesStoreTck {
  private final StatesStore store = new InMemoryStatesStore();

  @Override
  public StatesStore store() {
    return store;
  }
}
