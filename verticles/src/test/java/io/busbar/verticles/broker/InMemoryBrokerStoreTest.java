package io.busbar.verticles.broker;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

class InMemoryBrokerStoreTest implements BrokerStoreTck, BrokerHoldersTck {
  private final Set<String> living = new HashSet<>();
  private final BrokerStore store = new InMemoryBrokerStore(living);

  @BeforeEach
  void begin() {
    enter();
  }

  @Override
  public BrokerStore store() {
    return store;
  }

  @Override
  public void live(String run) {
    living.add(run);
  }

  @Override
  public void leave(String run) {
    living.remove(run);
  }
}
