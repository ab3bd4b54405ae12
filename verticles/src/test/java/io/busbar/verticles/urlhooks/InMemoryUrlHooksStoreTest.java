package io.busbar.verticles.urlhooks;

class InMemoryUrlHooksStoreTest implements UrlHooksStoreTck {
  private final UrlHooksStore store = new InMemoryUrlHooksStore();

  @Override
  public UrlHooksStore store() {
    return store;
  }
}
