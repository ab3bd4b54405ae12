package io.busbar.verticles.broker;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.broker.BrokerContract.BeginSession;
import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.verticles.cluster.NodeEntry;
import io.busbar.verticles.cluster.PgClusterStore;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgBrokerStoreIT implements BrokerStoreTck, BrokerHoldersTck {
  private static final Duration LONG = Duration.ofMinutes(1);

  private BrokerStore store = new InMemoryBrokerStore();
  private @Nullable PgClusterStore nodes;

  @BeforeEach
  void open(Vertx vertx) {
    Database database = TestDatabase.open(vertx);
    store = new PgBrokerStore(database);
    nodes = new PgClusterStore(database);
    enter();
  }

  @Override
  public BrokerStore store() {
    return store;
  }

  @Override
  public void live(String run) {
    assertThat(success(nodes().enlist(node(run), LONG))).isPresent();
  }

  @Override
  public void leave(String run) {
    done(nodes().resign(node(run)));
  }

  @Test
  void aLifeThatWasEndedIsOver() {
    end("two", "me", IN_TOUCH);
    assertThat(success(nodes().living())).extracting(NodeEntry::run).doesNotContain("two");
    assertThat(success(nodes().renew(node("two"), LONG))).isFalse();
    assertThat(success(nodes().enterAgain(node("two"), LONG))).isFalse();
    assertThat(success(nodes().enlist(node("two"), LONG))).isEmpty();
    assertThat(success(nodes().enlist(node("n-two", "two-again"), LONG))).contains(2L);
  }

  @Test
  void whoIsInTouchKeepsItsSessionsWhenItsLeaseRanOut() {
    BeginSession begun = new BeginSession("one", 1, BrokerHoldersTck.session("a"));
    assertThat(success(store.begin(begun)).isNew()).isTrue();
    leave("one");
    ReadOrphans sweep = new ReadOrphans("", 10, List.of(), "me", List.of("n-me", "n-one"));
    assertThat(success(store.orphans(sweep)).sessions()).isEmpty();
    ReadOrphans alone = new ReadOrphans("", 10, List.of(), "me", List.of("n-me"));
    assertThat(success(store.orphans(alone)).sessions()).hasSize(1);
  }

  @Test
  void theSmallerPartEndsNobodyWhoseLeaseRuns() {
    assertThat(refused("one", "me", List.of("n-me"))).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(success(nodes().renew(node("one"), LONG))).isTrue();
    leave("one");
    end("one", "me", List.of("n-me"));
  }

  @Test
  void ofTwoHalvesTheOneWithTheFirstNameGoesOn() {
    assertThat(refused("me", "two", List.of("n-two", "n-three")))
        .isEqualTo(FailureCode.UNAVAILABLE);
    end("two", "me", List.of("n-me", "n-one"));
    assertThat(refused("me", "two", List.of("n-two", "n-three")))
        .isEqualTo(FailureCode.UNAVAILABLE);
    end("three", "me", List.of("n-me", "n-one"));
  }

  private void end(String gone, String by, List<String> inTouch) {
    assertThat(success(store.orphans(asked(gone, by, inTouch)))).isNotNull();
  }

  private FailureCode refused(String gone, String by, List<String> inTouch) {
    return failure(store.orphans(asked(gone, by, inTouch))).code();
  }

  private static ReadOrphans asked(String gone, String by, List<String> inTouch) {
    return new ReadOrphans("", 10, List.of(gone), by, inTouch);
  }

  private PgClusterStore nodes() {
    return Objects.requireNonNull(nodes);
  }

  private static NodeEntry node(String run) {
    return node("n-" + run, run);
  }

  private static NodeEntry node(String id, String run) {
    return new NodeEntry(id, run, 1, "house", "1", "here", BrokerStoreTck.NOON);
  }
}
