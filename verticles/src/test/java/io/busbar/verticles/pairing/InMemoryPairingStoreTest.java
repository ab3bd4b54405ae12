package io.busbar.verticles.pairing;

class InMemoryPairingStoreTest implements PairingStoreTck {
  private final PairingStore store = new InMemoryPairingStore();

  @Override
  public PairingStore store() {
    return store;
  }
}
