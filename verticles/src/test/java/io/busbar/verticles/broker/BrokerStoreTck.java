package io.busbar.verticles.broker;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.FilterOf;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.PlaceOf;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
import io.busbar.contracts.broker.BrokerContract.ReadQueue;
import io.busbar.contracts.broker.BrokerContract.ReadRetained;
import io.busbar.contracts.broker.BrokerContract.ReadSessions;
import io.busbar.contracts.broker.BrokerContract.RetainedMessage;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.busbar.contracts.broker.BrokerContract.StoredWill;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.busbar.contracts.value.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link BrokerStore} must do. */
interface BrokerStoreTck {
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** The store of the running test, empty at its start. */
  BrokerStore store();

  @Test
  default void keepsUsersAndTheirLastPassword() {
    done(store().saveUser("a", "first", NOON));
    done(store().saveUser("b", "other", NOON));
    done(store().saveUser("a", "second", NOON.plusSeconds(1)));

    assertThat(success(store().users())).isEqualTo(Map.of("a", "second", "b", "other"));
    done(store().removeUsers(Set.of("a", "nobody")));
    assertThat(success(store().users())).isEqualTo(Map.of("b", "other"));
  }

  @Test
  default void keepsSessionsWithAllThatIsTheirs() {
    StoredSubscription one = new StoredSubscription("b", "x/#", 1, true, false, 0);
    StoredSubscription two = new StoredSubscription("b", "y", 2, false, true, 300);
    StoredWill will = new StoredWill(new Bytes(new byte[] {0, 1, -1}), 5);
    apply(
        new Changes(
            Set.of(),
            List.of(session("b", NOON, will), session("a", null, null), session("C", NOON, null)),
            List.of(),
            List.of(one, two),
            List.of(),
            List.of(),
            List.of(),
            List.of(new IdentifierOf("b", 7, null), taken("b", 8, "x", 3)),
            List.of(),
            List.of(),
            List.of(),
            null));

    List<StoredSession> read = sessions("", 10);
    assertThat(read).extracting(StoredSession::clientId).containsExactly("C", "a", "b");
    assertThat(read.get(1)).isEqualTo(session("a", null, null));
    assertThat(read.get(2).will()).isEqualTo(will);
    assertThat(read.get(2).subscriptions()).containsExactlyInAnyOrder(one, two);
    assertThat(read.get(2).received()).containsExactlyInAnyOrder(7, 8);
    assertThat(read.get(2).taken()).containsExactly(taken("b", 8, "x", 3));
    assertThat(sessions("C", 1)).extracting(StoredSession::clientId).containsExactly("a");
    assertThat(sessions("b", 10)).isEmpty();
  }

  @Test
  default void readsTheQueueByClientAndSequence() {
    apply(queued(message("b", 1), message("a", 10), message("a", 9), message("b", 0)));

    List<QueuedMessage> all = queue("", -1, 10);
    assertThat(all)
        .containsExactly(message("a", 9), message("a", 10), message("b", 0), message("b", 1));
    assertThat(queue("a", 9, 2)).containsExactly(message("a", 10), message("b", 0));
  }

  @Test
  default void releasesAndFinishesMessages() {
    apply(queued(message("a", 1), message("a", 2), message("a", 3)));
    apply(
        new Changes(
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new PlaceOf("a", 2), new PlaceOf("a", 99)),
            List.of(new PlaceOf("a", 1), new PlaceOf("b", 1)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null));

    assertThat(queue("", -1, 10)).extracting(QueuedMessage::sequence).containsExactly(2L, 3L);
    assertThat(queue("", -1, 10)).extracting(QueuedMessage::released).containsExactly(true, false);
  }

  @Test
  default void forgetsASessionBeforeItBeginsAnew() {
    apply(queued(message("a", 1)));
    apply(
        new Changes(
            Set.of(),
            List.of(session("a", NOON, null)),
            List.of(),
            List.of(new StoredSubscription("a", "old", 0, false, false, 0)),
            List.of(),
            List.of(),
            List.of(),
            List.of(new IdentifierOf("a", 1, null)),
            List.of(),
            List.of(),
            List.of(),
            null));
    StoredSubscription fresh = new StoredSubscription("a", "new", 0, false, false, 0);
    apply(
        new Changes(
            Set.of("a"),
            List.of(session("a", null, null)),
            List.of(),
            List.of(fresh),
            List.of(message("a", 0)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null));

    assertThat(sessions("", 10))
        .singleElement()
        .satisfies(read -> assertThat(read.subscriptions()).containsExactly(fresh))
        .satisfies(read -> assertThat(read.received()).isEmpty());
    assertThat(queue("", -1, 10)).containsExactly(message("a", 0));
  }

  @Test
  default void endsSubscriptionsAndReceipts() {
    Changes made =
        new Changes(
            Set.of(),
            List.of(session("a", NOON, null)),
            List.of(),
            List.of(new StoredSubscription("a", "x", 0, false, false, 0)),
            List.of(),
            List.of(),
            List.of(),
            List.of(new IdentifierOf("a", 1, null)),
            List.of(),
            List.of(),
            List.of(),
            null);
    apply(made);
    apply(made);
    apply(
        new Changes(
            Set.of(),
            List.of(),
            List.of(new FilterOf("a", "x")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new IdentifierOf("a", 1, null)),
            List.of(),
            List.of(),
            null));

    assertThat(sessions("", 10)).containsExactly(session("a", NOON, null));
  }

  @Test
  default void keepsWhereAMessageWasTakenLast() {
    apply(session("a", NOON, null), new IdentifierOf("a", 1, null), taken("a", 2, "x", 5));
    apply(session("a", NOON, null), taken("a", 1, "y", 1), taken("a", 2, "y", 2));

    StoredSession read = sessions("", 10).get(0);
    assertThat(read.received()).containsExactlyInAnyOrder(1, 2);
    assertThat(read.taken())
        .containsExactlyInAnyOrder(taken("a", 1, "y", 1), taken("a", 2, "y", 2));
  }

  @Test
  default void keepsTheLastRetainedMessageOfATopic() {
    apply(retained(List.of(kept("t/2", "a"), kept("t/1", "b"), kept("T", "c")), List.of()));
    apply(retained(List.of(kept("t/2", "d")), List.of("t/1", "unknown")));

    assertThat(success(store().retained(new ReadRetained("", 10))).messages())
        .containsExactly(kept("T", "c"), kept("t/2", "d"));
    assertThat(success(store().retained(new ReadRetained("T", 10))).messages()).hasSize(1);
  }

  @Test
  default void takesALargeBatch() {
    apply(
        queued(
            IntStream.range(0, 5000).mapToObj(i -> message("a", i)).toArray(QueuedMessage[]::new)));

    assertThat(queue("", -1, 10_000)).hasSize(5000);
  }

  private void apply(Changes changes) {
    done(store().apply(changes));
  }

  private void apply(StoredSession session, IdentifierOf... received) {
    apply(
        new Changes(
            Set.of(),
            List.of(session),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(received),
            List.of(),
            List.of(),
            List.of(),
            null));
  }

  private static IdentifierOf taken(String client, int packetId, String origin, long number) {
    return new IdentifierOf(client, packetId, new TakenAs(origin, number));
  }

  private List<StoredSession> sessions(String after, int limit) {
    return success(store().sessions(new ReadSessions(after, limit))).sessions();
  }

  private List<QueuedMessage> queue(String client, long sequence, int limit) {
    return success(store().queue(new ReadQueue(client, sequence, limit))).messages();
  }

  private static StoredSession session(
      String client, @Nullable Instant left, @Nullable StoredWill will) {
    return new StoredSession(client, "ann", 60, left, 3, will, List.of(), Set.of(), List.of());
  }

  private static QueuedMessage message(String client, long sequence) {
    return new QueuedMessage(
        client, sequence, 2, true, false, List.of(1, 2), Bytes.of("m" + sequence));
  }

  private static RetainedMessage kept(String topic, String text) {
    return new RetainedMessage(topic, Bytes.of(text));
  }

  private static Changes queued(QueuedMessage... messages) {
    return new Changes(
        Set.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(messages),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private static Changes retained(List<RetainedMessage> kept, List<String> gone) {
    return new Changes(
        Set.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of(), kept, gone, null);
  }
}
