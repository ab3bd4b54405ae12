package io.busbar.verticles.spaces;

class InMemorySpacesStoreTest implements SpacesStoreTck {
  private final SpacesStore store = new InMemorySpacesStore();

  @Override
  public SpacesStore store() {
    return store;
  }
}
