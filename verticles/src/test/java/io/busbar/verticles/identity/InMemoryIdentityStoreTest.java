package io.busbar.verticles.identity;

class InMemoryIdentityStoreTest implements IdentityStoreTck {
  private final IdentityStore store = new InMemoryIdentityStore();

  @Override
  public IdentityStore store() {
    return store;
  }
}
