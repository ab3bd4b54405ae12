package io.busbar.verticles.broker;

import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.broker.BrokerContract.BeginSession;
import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.Claim;
import io.busbar.contracts.broker.BrokerContract.ClaimOf;
import io.busbar.contracts.broker.BrokerContract.ClaimedSession;
import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.FindSession;
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.MoreOf;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.broker.BrokerContract.ReadQueue;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.busbar.contracts.broker.BrokerContract.Term;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.value.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link BrokerStore} must know of who holds a session. */
interface BrokerHoldersTck {
  Instant NINE = Instant.parse("2026-06-01T09:00:00Z");

  /** The nodes of the lives that reach each other. */
  List<String> IN_TOUCH = List.of("n-me", "n-one", "n-three");

  /** The store of the running test, empty at its start. */
  BrokerStore store();

  /** Lets a life of the node of its name count as living. */
  void live(String run);

  /** Lets it say goodbye. */
  void leave(String run);

  /** The lives there are when a test begins. */
  default void enter() {
    List.of("me", "one", "two", "three").forEach(this::live);
  }

  @Test
  default void beginsASessionOnce() {
    long term = find("a").nextTerm();
    assertThat(begin("a", "one", term)).isTrue();
    assertThat(begin("a", "one", term)).isTrue();
    assertThat(begin("a", "two", term + 1)).isFalse();

    HeldSession held = find("a");
    assertThat(held.holder()).isEqualTo("one");
    assertThat(held.term()).isEqualTo(term);
    assertThat(held.nextTerm()).isGreaterThan(term);
  }

  @Test
  default void writesNothingOfASessionThatAnotherHolds() {
    assertThat(begin("a", "one", 1)).isTrue();
    assertThat(begin("b", "one", 1)).isTrue();
    assertThat(claim("a", "one", 1, "two", 5)).hasSize(1);

    Changes changes = queued(fence("one", 1, "a", "b"), message("a", 7), message("b", 7));
    assertThat(success(store().apply(changes)).lost()).containsExactly(new Term("a", 1));
    assertThat(queue()).containsExactly(message("b", 7));
    Changes late = queued(fence("two", 4, "a"), message("a", 0));
    assertThat(success(store().apply(late)).lost()).containsExactly(new Term("a", 4));
    Changes own = queued(fence("two", 5, "a"), message("a", 0));
    assertThat(success(store().apply(own)).lost()).isEmpty();
    assertThat(queue()).containsExactly(message("a", 0), message("b", 7));
  }

  @Test
  default void forgetsNothingThatAnotherHolds() {
    assertThat(begin("a", "one", 1)).isTrue();
    assertThat(claim("a", "one", 1, "two", 5)).hasSize(1);
    Changes forget = forget(fence("one", 1, "a"));
    assertThat(success(store().apply(forget)).lost()).isEmpty();
    assertThat(find("a").holder()).isEqualTo("two");

    Changes own = forget(fence("two", 5, "a"));
    assertThat(success(store().apply(own)).lost()).isEmpty();
    assertThat(success(store().apply(own)).lost()).isEmpty();
    assertThat(success(store().find(new FindSession("a"))).held()).isNull();
  }

  @Test
  default void claimsWhatIsStillAsItWasFound() {
    assertThat(begin("a", "one", 1)).isTrue();
    assertThat(claim("a", "two", 1, "three", 5)).isEmpty();
    assertThat(claim("a", "one", 2, "three", 5)).isEmpty();
    assertThat(claim("a", "one", 1, "two", 5)).hasSize(1);
    assertThat(claim("a", "one", 1, "three", 6)).isEmpty();
    assertThat(claim("unknown", "one", 1, "two", 7)).isEmpty();
  }

  @Test
  default void claimsWithWhatTheHolderHadNotStored() {
    assertThat(begin("a", "one", 1)).isTrue();
    Fence fence = new Fence("one", List.of(new Term("a", 1)), List.of(new HeardTo("x", 10)));
    assertThat(success(store().apply(queued(fence, message("a", 3)))).lost()).isEmpty();

    MoreOf known = more("x", 10);
    MoreOf first = more("x", 11);
    MoreOf repeated = more("z", 1, new TakenAs("x", 10));
    MoreOf second = more("y", 1, new TakenAs("x", 12));
    List<ClaimedSession> claimed = claim("a", "one", 1, "two", 5, known, first, repeated, second);
    assertThat(claimed).singleElement().satisfies(BrokerHoldersTck::hasBoth);
    List<ClaimedSession> again = claim("a", "one", 1, "two", 5, known, first, second);
    assertThat(again).singleElement().satisfies(BrokerHoldersTck::hasBoth);
    assertThat(queue()).hasSize(3);
  }

  @Test
  default void knowsWhatItWasServedTwoNodesAgo() {
    assertThat(begin("a", "one", 1)).isTrue();
    Fence fence = new Fence("one", List.of(new Term("a", 1)), List.of(new HeardTo("one", 10)));
    assertThat(success(store().apply(queued(fence, message("a", 3)))).lost()).isEmpty();
    assertThat(claim("a", "one", 1, "two", 5)).hasSize(1);

    MoreOf known = more("z", 1, new TakenAs("one", 10));
    MoreOf missing = more("z", 2, new TakenAs("one", 11));
    assertThat(claim("a", "two", 5, "three", 6, known, missing))
        .singleElement()
        .satisfies(each -> assertThat(each.heard()).contains(new HeardTo("one", 10)));
    assertThat(queue()).extracting(each -> each.message().text()).containsExactly("m3", "z 2");
  }

  @Test
  default void endsASessionThatBeginsClean() {
    assertThat(begin("a", "one", 1)).isTrue();
    assertThat(success(store().apply(queued(fence("one", 1, "a"), message("a", 3)))).lost())
        .isEmpty();
    Claim clean = new Claim("two", true, List.of(new ClaimOf("a", "one", 1, 5, List.of())));
    assertThat(success(store().claim(clean)).sessions())
        .singleElement()
        .satisfies(each -> assertThat(each.session().clientId()).isEqualTo("a"));
    assertThat(success(store().find(new FindSession("a"))).held()).isNull();
    assertThat(queue()).isEmpty();
  }

  @Test
  default void findsWhatNobodyHolds() {
    assertThat(begin("a", "one", 1)).isTrue();
    live("dead");
    assertThat(begin("b", "dead", 1)).isTrue();
    leave("dead");
    assertThat(begin("c", "two", 1)).isTrue();
    assertThat(begin("d", "me", 1)).isTrue();
    Changes alone = changes(Set.of(), List.of(session("e")), List.of(), null);
    assertThat(success(store().apply(alone)).lost()).isEmpty();

    assertThat(orphans("", 10, List.of())).containsExactly("b", "e");
    assertThat(orphans("", 2, List.of("two"))).containsExactly("b", "c");
    assertThat(orphans("c", 2, List.of("two"))).containsExactly("e");
  }

  @Test
  default void givesNothingToALifeThatWasEnded() {
    assertThat(begin("a", "one", 1)).isTrue();
    assertThat(begin("b", "two", 1)).isTrue();
    assertThat(orphans("", 10, List.of("two"))).containsExactly("b");

    assertThat(begin("c", "two", 2)).isFalse();
    assertThat(success(store().find(new FindSession("c"))).held()).isNull();
    ClaimOf wanted = new ClaimOf("a", "one", 1, 5, List.of());
    assertThat(failure(store().claim(new Claim("two", false, List.of(wanted)))).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(find("a").holder()).isEqualTo("one");
    assertThat(claim("b", "two", 1, "one", 6)).hasSize(1);
  }

  private static void hasBoth(ClaimedSession claimed) {
    assertThat(claimed.term()).isEqualTo(5);
    assertThat(claimed.heard()).contains(new HeardTo("x", 10));
    assertThat(claimed.queue()).extracting(QueuedMessage::sequence).containsExactly(3L, 4L, 5L);
    assertThat(claimed.queue().get(1).message().text()).isEqualTo("x 11");
    assertThat(claimed.queue().get(2).message().text()).isEqualTo("y 1");
  }

  private HeldSession find(String client) {
    HeldSession held = success(store().find(new FindSession(client))).held();
    return held == null
        ? new HeldSession(
            session(client), null, 0, success(store().find(new FindSession(client))).term())
        : Objects.requireNonNull(held);
  }

  private boolean begin(String client, String holder, long term) {
    return success(store().begin(new BeginSession(holder, term, session(client)))).isNew();
  }

  private List<ClaimedSession> claim(
      String client, String from, long term, String by, long nextTerm, MoreOf... more) {
    ClaimOf wanted = new ClaimOf(client, from, term, nextTerm, List.of(more));
    return success(store().claim(new Claim(by, false, List.of(wanted)))).sessions();
  }

  private List<String> orphans(String after, int limit, List<String> gone) {
    ReadOrphans question = new ReadOrphans(after, limit, gone, "me", IN_TOUCH);
    return success(store().orphans(question)).sessions().stream()
        .map(each -> each.session().clientId())
        .toList();
  }

  private List<QueuedMessage> queue() {
    return success(store().queue(new ReadQueue("", -1, 100))).messages();
  }

  static StoredSession session(String client) {
    return new StoredSession(client, "ann", 60, NINE, 0, null, List.of(), Set.of(), List.of());
  }

  private static QueuedMessage message(String client, long sequence) {
    return new QueuedMessage(
        client, sequence, 2, false, false, List.of(), Bytes.of("m" + sequence));
  }

  private static MoreOf more(String origin, long number) {
    return more(origin, number, null);
  }

  private static MoreOf more(String origin, long number, @Nullable TakenAs former) {
    return new MoreOf(origin, number, 1, false, List.of(), Bytes.of(origin + " " + number), former);
  }

  private static Fence fence(String holder, long term, String... clients) {
    return new Fence(
        holder, List.of(clients).stream().map(each -> new Term(each, term)).toList(), List.of());
  }

  private static Changes queued(Fence fence, QueuedMessage... messages) {
    return changes(Set.of(), List.of(), List.of(messages), fence);
  }

  private static Changes forget(Fence fence) {
    return changes(Set.of("a"), List.of(), List.of(), fence);
  }

  private static Changes changes(
      Set<String> forgotten,
      List<StoredSession> sessions,
      List<QueuedMessage> queued,
      @Nullable Fence fence) {
    return new Changes(
        forgotten, sessions, List.of(), List.of(), queued, List.of(), List.of(), List.of(),
        List.of(), List.of(), List.of(), fence);
  }
}
