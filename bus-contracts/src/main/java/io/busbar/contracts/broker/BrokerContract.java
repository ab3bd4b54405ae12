package io.busbar.contracts.broker;

import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Nothing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Users of the MQTT broker, and what of its sessions and messages must outlive a restart. A message
 * is {@link Bytes} here: only the door that speaks MQTT reads it.
 */
public final class BrokerContract {
  private static final Duration HASHING = Duration.ofSeconds(10);
  private static final Duration WRITING = Duration.ofSeconds(15);
  private static final Duration ADOPTING = Duration.ofSeconds(20);
  private static final Duration RELEASING = Duration.ofSeconds(3);

  /**
   * Checks the password of an MQTT user. Succeeds with what the user may read and write. Fails:
   * UNAUTHENTICATED wrong name or password (the same words for both) · OVERLOADED too many
   * passwords are being checked · UNAVAILABLE the store is down.
   */
  @Internal("the MQTT door asks it for every connection")
  public static final RequestAddress<LogIn, Access> AUTHENTICATE =
      RequestAddress.of("hub.broker.authenticate", LogIn.class, Access.class).within(HASHING);

  /** Reads sessions in the order of client ids, a page at a time. Fails: UNAVAILABLE. */
  @Internal("the MQTT door reads them when it starts")
  public static final RequestAddress<ReadSessions, Sessions> READ_SESSIONS =
      RequestAddress.of("hub.broker.read-sessions", ReadSessions.class, Sessions.class)
          .within(WRITING);

  /** Reads waiting messages in the order of client and sequence, by pages. Fails: UNAVAILABLE. */
  @Internal("the MQTT door reads them when it starts")
  public static final RequestAddress<ReadQueue, Queue> READ_QUEUE =
      RequestAddress.of("hub.broker.read-queue", ReadQueue.class, Queue.class).within(WRITING);

  /** Reads retained messages in the order of topics, a page at a time. Fails: UNAVAILABLE. */
  @Internal("the MQTT door reads them when it starts")
  public static final RequestAddress<ReadRetained, Retained> READ_RETAINED =
      RequestAddress.of("hub.broker.read-retained", ReadRetained.class, Retained.class)
          .within(WRITING);

  /**
   * Writes changes, all of them or none. Succeeds when they are on disk, with the sessions that
   * another node has taken: of those nothing was written. Writing the same changes again is
   * harmless. Fails: UNAVAILABLE the store is down · INTERNAL it refuses them.
   */
  @Internal("the MQTT door writes what it acknowledges")
  public static final RequestAddress<Changes, Applied> APPLY =
      RequestAddress.of("hub.broker.apply", Changes.class, Applied.class).within(WRITING);

  /** Says which node holds a client's session. Fails: UNAVAILABLE. */
  @Internal("the MQTT door of a node among others asks it for every connection")
  public static final RequestAddress<FindSession, Found> FIND_SESSION =
      RequestAddress.of("hub.broker.find-session", FindSession.class, Found.class).within(WRITING);

  /**
   * Ends the lives that are gone, for ever, then reads the sessions that no living node holds, in
   * the order of client ids, a page at a time. Fails: UNAVAILABLE, also while it is not certain
   * that the asker belongs to the part of the house that goes on.
   */
  @Internal("the first node adopts them")
  public static final RequestAddress<ReadOrphans, Orphans> READ_ORPHANS =
      RequestAddress.of("hub.broker.read-orphans", ReadOrphans.class, Orphans.class)
          .within(WRITING);

  /**
   * Begins a session that is kept. Succeeds with whether there was none; else, and for a holder
   * that was ended, nothing was written. Fails: UNAVAILABLE.
   */
  @Internal("the MQTT door of a node among others begins sessions so")
  public static final RequestAddress<BeginSession, Begun> BEGIN_SESSION =
      RequestAddress.of("hub.broker.begin-session", BeginSession.class, Begun.class)
          .within(WRITING);

  /**
   * Takes sessions over from whoever holds them, whole and with more messages in their queues; from
   * then on nobody else can write them. Succeeds with those that were still as expected; asking the
   * same again is harmless. Fails: UNAVAILABLE the store is down, and whether it was done is not
   * known.
   */
  @Internal("the MQTT door of a node among others takes sessions so")
  public static final RequestAddress<Claim, Claimed> CLAIM =
      RequestAddress.of("hub.broker.claim", Claim.class, Claimed.class).within(WRITING);

  /**
   * Two brokers tell each other that they are there; served at {@code @node} by each. From then on
   * neither acknowledges what the other has not confirmed.
   */
  @Internal("brokers of one house tell each other")
  public static final RequestAddress<Join, Join> JOIN =
      RequestAddress.of("hub.broker.join", Join.class, Join.class);

  /**
   * Everything of the asked node up to a number is on disk, or not wanted, at the one that tells;
   * served at {@code @node}.
   */
  @Internal("brokers of one house tell each other")
  public static final RequestAddress<Confirm, Nothing> CONFIRM =
      RequestAddress.of("hub.broker.confirm", Confirm.class, Nothing.class);

  /** The messages of a node that not every node has confirmed; served at {@code @node}. */
  @Internal("a broker that takes a session over asks each node for them")
  public static final RequestAddress<Recall, Recalled> RECALL =
      RequestAddress.of("hub.broker.recall", Recall.class, Recalled.class).within(RELEASING);

  /**
   * Ends a client's connection; served at {@code @node}. Succeeds when all that it left is on disk.
   */
  @Internal("a broker that takes a session over asks its holder for it")
  public static final RequestAddress<Release, Nothing> RELEASE =
      RequestAddress.of("hub.broker.release", Release.class, Nothing.class).within(RELEASING);

  /** Adopts what a broker that is gone has left; served at {@code @node}. Succeeds when done. */
  @Internal("brokers of one house ask the first of them")
  public static final RequestAddress<Adopt, Nothing> ADOPT =
      RequestAddress.of("hub.broker.adopt", Adopt.class, Nothing.class).within(ADOPTING);

  /** A message was published on one node; the others pass it to their clients. */
  public static final EventAddress<MessagePublished> PUBLISHED =
      new EventAddress<>("hub.broker.published", MessagePublished.class);

  /** A client connected to one node; the others end its connections there. */
  public static final EventAddress<ClientConnected> CLIENT_CONNECTED =
      new EventAddress<>("hub.broker.client-connected", ClientConnected.class);

  private BrokerContract() {}

  public record LogIn(String username, String password) {
    @Override
    public String toString() {
      return "LogIn[username=%s, password=[hidden]]".formatted(username);
    }
  }

  public record Access(String username, List<Right> rights) {}

  /**
   * @param filter an MQTT topic filter
   */
  public record Right(String filter, boolean read, boolean write) {}

  /**
   * @param after the last client id of the page before; empty: from the beginning
   */
  public record ReadSessions(String after, int limit) {}

  public record Sessions(List<StoredSession> sessions) {}

  /**
   * @param expirySeconds how long it outlives its connection; 4,294,967,295: for ever
   * @param disconnectedAt null while it is connected
   * @param sentTo the sequence below which messages may have been sent already
   * @param received packet identifiers of QoS 2 messages that wait for their release
   * @param taken where messages of those were taken, as far as that is known; null: nowhere
   */
  public record StoredSession(
      String clientId,
      String username,
      long expirySeconds,
      @Nullable Instant disconnectedAt,
      long sentTo,
      @Nullable StoredWill will,
      List<StoredSubscription> subscriptions,
      Set<Integer> received,
      @Nullable List<IdentifierOf> taken) {}

  /** What is published when the client goes without a word. */
  public record StoredWill(Bytes message, long delaySeconds) {}

  /**
   * @param identifier 0: none
   */
  public record StoredSubscription(
      String clientId,
      String filter,
      int qos,
      boolean noLocal,
      boolean retainAsPublished,
      int identifier) {}

  /** The page after this message; an empty client: from the beginning. */
  public record ReadQueue(String afterClient, long afterSequence, int limit) {}

  public record Queue(List<QueuedMessage> messages) {}

  /**
   * @param sequence orders the messages of one client
   * @param released whether the client has it and only the end of the QoS 2 exchange is missing
   */
  public record QueuedMessage(
      String clientId,
      long sequence,
      int qos,
      boolean retain,
      boolean released,
      List<Integer> identifiers,
      Bytes message) {}

  /**
   * @param after the last topic of the page before; empty: from the beginning
   */
  public record ReadRetained(String after, int limit) {}

  public record Retained(List<RetainedMessage> messages) {}

  public record RetainedMessage(String topic, Bytes message) {}

  /**
   * What is to be written, in this order.
   *
   * @param forgotten sessions that ended, with everything of theirs
   * @param sessions new or changed, without subscriptions and received identifiers
   * @param fence null: the node that writes is alone, every session is its own
   */
  public record Changes(
      Set<String> forgotten,
      List<StoredSession> sessions,
      List<FilterOf> unsubscribed,
      List<StoredSubscription> subscribed,
      List<QueuedMessage> queued,
      List<PlaceOf> released,
      List<PlaceOf> finished,
      List<IdentifierOf> received,
      List<IdentifierOf> completed,
      List<RetainedMessage> retained,
      List<String> unretained,
      @Nullable Fence fence) {}

  /**
   * Who writes, and what it holds.
   *
   * @param holder the life of the broker
   * @param terms of all sessions that are written
   * @param heard up to where the messages of others are in what was written so far
   */
  public record Fence(String holder, List<Term> terms, List<HeardTo> heard) {}

  /** A session as it was claimed: the next claim has a higher term. */
  public record Term(String clientId, long term) {}

  /** Up to which number the messages of a broker were taken. */
  public record HeardTo(String origin, long number) {
    /** Up to which number the messages of one broker were taken; 0: none. */
    public static long of(String origin, List<HeardTo> heard) {
      return heard.stream()
          .filter(each -> each.origin().equals(origin))
          .mapToLong(HeardTo::number)
          .reduce(0, Math::max);
    }
  }

  /**
   * @param lost sessions that others have taken
   */
  public record Applied(List<Term> lost) {
    /** Everything was written. */
    public static final Applied ALL = new Applied(List.of());
  }

  public record FindSession(String clientId) {}

  /**
   * @param held null: nobody keeps one
   * @param term higher than every one before
   */
  public record Found(@Nullable HeldSession held, long term) {}

  /**
   * @param holder the life of the broker that holds it; null: nobody
   * @param nextTerm what a claim of it is to use
   */
  public record HeldSession(
      StoredSession session, @Nullable String holder, long term, long nextTerm) {}

  /**
   * @param after the last client id of the page before; empty: from the beginning
   * @param gone lives nobody is in touch with any more: they are over from now on
   * @param by the life that asks: its own sessions are not among them
   * @param inTouch the nodes the asker is in touch with, itself included
   */
  public record ReadOrphans(
      String after, int limit, List<String> gone, String by, List<String> inTouch) {}

  public record Orphans(List<HeldSession> sessions) {}

  public record BeginSession(String holder, long term, StoredSession session) {}

  public record Begun(boolean isNew) {}

  /**
   * @param clean whether nothing of them is to be kept, not even the sessions
   */
  public record Claim(String holder, boolean clean, List<ClaimOf> sessions) {}

  /**
   * @param from who holds it, as it was found; null: nobody
   * @param term as it was found
   * @param more messages for it; those that the holder has stored already are left out
   */
  public record ClaimOf(
      String clientId, @Nullable String from, long term, long nextTerm, List<MoreOf> more) {}

  /**
   * A message of a broker, for one session.
   *
   * @param former where it was taken before; null: nowhere
   */
  public record MoreOf(
      String origin,
      long number,
      int qos,
      boolean retain,
      List<Integer> identifiers,
      Bytes message,
      @Nullable TakenAs former) {
    /** Whether who heard up to there lacks it, under its number and where it was taken before. */
    public boolean isMissingIn(List<HeardTo> heard) {
      return number > HeardTo.of(origin, heard)
          && (former == null || former.number() > HeardTo.of(former.origin(), heard));
    }
  }

  public record Claimed(List<ClaimedSession> sessions) {}

  /**
   * @param queue all that waits, in order
   * @param heard up to where messages were stored by the one that held it
   */
  public record ClaimedSession(
      StoredSession session, long term, List<QueuedMessage> queue, List<HeardTo> heard) {}

  /**
   * @param run its life
   */
  public record Join(String node, String run) {}

  public record Confirm(String run, String origin, long number) {}

  public record Recall(String run) {}

  public record Recalled(String origin, List<Numbered> messages) {}

  /**
   * @param former where it was taken before; null: nowhere
   */
  public record Numbered(long number, Bytes message, @Nullable TakenAs former) {}

  /** As what a broker took a message from its publisher: its life, and the number it gave it. */
  public record TakenAs(String origin, long number) {}

  public record Release(String clientId) {}

  /**
   * @param run empty: whatever nobody holds
   */
  public record Adopt(String run) {}

  /** A subscription, by name. */
  public record FilterOf(String clientId, String filter) {}

  /** A waiting message, by its place. */
  public record PlaceOf(String clientId, long sequence) {}

  /**
   * A QoS 2 message on its way in.
   *
   * @param taken null: by a node alone, or it does not matter
   */
  public record IdentifierOf(String clientId, int packetId, @Nullable TakenAs taken) {}

  /**
   * @param node where it was published
   * @param origin the life of that node's broker; null: it does not number its messages
   * @param number rises by one; 0: this message is not to be confirmed
   * @param floor the lowest number that somebody has not confirmed
   * @param former where it was taken before its publisher came to this node and repeated it: who
   *     has it from there needs it no more; null: nowhere
   */
  public record MessagePublished(
      String node,
      Bytes message,
      @Nullable String origin,
      long number,
      long floor,
      @Nullable TakenAs former) {}

  /**
   * @param node where it connected
   * @param term the higher one goes on where two nodes are meant at once; 0: it always does
   */
  public record ClientConnected(String node, String clientId, long term) {}
}
