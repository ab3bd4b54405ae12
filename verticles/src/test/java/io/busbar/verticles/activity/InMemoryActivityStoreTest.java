package io.busbar.verticles.activity;

class InMemoryActivityStoreTest implements ActivityStoreTck {
  private final ActivityStore store = new InMemoryActivityStore();

  @Override
  public ActivityStore store() {
    return store;
  }
}
