package io.busbar.verticles.broker;

import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.verticles.cluster.NodeEntry;
import io.busbar.verticles.cluster.PgClusterStore;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgBrokerStoreIT implements BrokerStoreTck, BrokerHoldersTck {
  private BrokerStore store = new InMemoryBrokerStore();
  private @Nullable PgClusterStore nodes;

  @BeforeEach
  void open(Vertx vertx) {
    Database database = TestDatabase.open(vertx);
    store = new PgBrokerStore(database);
    nodes = new PgClusterStore(database);
  }

  @Override
  public BrokerStore store() {
    return store;
  }

  @Override
  public void live(String run) {
    PgClusterStore entered = Objects.requireNonNull(nodes);
    NodeEntry node = new NodeEntry("n-" + run, run, 1, "house", "1", "here", BrokerStoreTck.NOON);
    assertThat(success(entered.enlist(node, Duration.ofMinutes(1)))).isPresent();
  }
}
