package io.busbar.verticles.programs.runs;

class InMemoryRunStoreTest implements RunStoreTck {
  private final RunStore store = new InMemoryRunStore();

  @Override
  public RunStore store() {
    return store;
  }
}
