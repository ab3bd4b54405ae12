package io.busbar.verticles.intents;

class InMemoryIntentsStoreTest implements IntentsStoreTck {
  private final IntentsStore store = new InMemoryIntentsStore();

  @Override
  public IntentsStore store() {
    return store;
  }
}
