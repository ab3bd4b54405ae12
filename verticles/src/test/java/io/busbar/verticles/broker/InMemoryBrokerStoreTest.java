package io.busbar.verticles.broker;

import java.util.HashSet;
import java.util.Set;

class InMemoryBrokerStoreTest implements BrokerStoreTck, BrokerHoldersTck {
  private final Set<String> living = new HashSet<>();
  private final BrokerStore store = new InMemoryBrokerStore(living);

  @Override
  public BrokerStore store() {
    return store;
  }

  @Override
  public void live(String run) {
    living.add(run);
  }
}
