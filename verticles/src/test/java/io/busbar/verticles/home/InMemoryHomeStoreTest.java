package io.busbar.verticles.home;

class InMemoryHomeStoreTest implements HomeStoreTck {
  private final HomeStore store = new InMemoryHomeStore();

  @Override
  public HomeStore store() {
    return store;
  }
}
