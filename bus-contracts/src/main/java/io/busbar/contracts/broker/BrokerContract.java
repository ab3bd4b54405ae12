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
   * Writes changes, all of them or none. Succeeds when they are on disk. Writing the same changes
   * again is harmless. Fails: UNAVAILABLE the store is down · INTERNAL it refuses them.
   */
  @Internal("the MQTT door writes what it acknowledges")
  public static final RequestAddress<Changes, Nothing> APPLY =
      RequestAddress.of("hub.broker.apply", Changes.class, Nothing.class).within(WRITING);

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
   */
  public record StoredSession(
      String clientId,
      String username,
      long expirySeconds,
      @Nullable Instant disconnectedAt,
      long sentTo,
      @Nullable StoredWill will,
      List<StoredSubscription> subscriptions,
      Set<Integer> received) {}

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
      List<String> unretained) {}

  /** A subscription, by name. */
  public record FilterOf(String clientId, String filter) {}

  /** A waiting message, by its place. */
  public record PlaceOf(String clientId, long sequence) {}

  /** A QoS 2 message on its way in. */
  public record IdentifierOf(String clientId, int packetId) {}

  /**
   * @param node where it was published
   */
  public record MessagePublished(String node, Bytes message) {}

  /**
   * @param node where it connected
   */
  public record ClientConnected(String node, String clientId) {}
}
