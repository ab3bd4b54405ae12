package io.busbar.verticles.history;

class InMemoryHistoryStoreTest implements HistoryStoreTck {
  private final HistoryStore store = new InMemoryHistoryStore();

  @Override
  public HistoryStore store() {
    return store;
  }
}
