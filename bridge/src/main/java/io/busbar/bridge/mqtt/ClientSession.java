package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.BrokerCounts.Counted;
import io.busbar.bridge.mqtt.model.Grant;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.Outbox.Item;
import io.busbar.bridge.mqtt.model.Session;
import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.StoredWill;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's session with what is around it: its connection, its will, its place on disk. */
final class ClientSession implements Receiver, BrokerHook.Publisher {
  private static final Logger log = LoggerFactory.getLogger(ClientSession.class);

  private final Session state;
  private final String username;
  private final Journal journal;
  private final BrokerLimits limits;
  private final BrokerCounts counts;
  private @Nullable ClientLine line;
  private @Nullable DelayedWill will;
  private long durableTo = -1;
  private long disconnectedAt;
  private boolean overflowing;
  private boolean onDisk;
  private long sentBefore;
  private long term;
  private boolean fresh;
  private @Nullable Past past;

  /**
   * A will and how long it waits.
   *
   * @param message its expiry counts from zero
   * @param dueAt epoch milliseconds; {@link Message#NEVER} while the client is connected
   */
  record DelayedWill(Message message, long delaySeconds, long dueAt) {
    /** The will as it is published now: only now its expiry begins. */
    Message message(long now) {
      return message.expiresAt() == Message.NEVER
          ? message
          : message.expiringAt(now + message.expiresAt());
    }

    DelayedWill dueFrom(long now) {
      return new DelayedWill(message, delaySeconds, now + delaySeconds * 1000);
    }
  }

  ClientSession(
      Session state, String username, Journal journal, BrokerLimits limits, BrokerCounts counts) {
    this.state = state;
    this.username = username;
    this.journal = journal;
    this.limits = limits;
    this.counts = counts;
  }

  Session state() {
    return state;
  }

  @Override
  public String clientId() {
    return state.clientId();
  }

  @Override
  public boolean mayPublish(String topic) {
    return line != null && line.mayPublish(topic);
  }

  @Override
  public String username() {
    return username;
  }

  @Nullable ClientLine line() {
    return line;
  }

  @Nullable DelayedWill will() {
    return will;
  }

  void will(@Nullable DelayedWill newWill) {
    will = newWill;
  }

  long disconnectedAt() {
    return disconnectedAt;
  }

  /** Whether the store knows it. */
  boolean isOnDisk() {
    return onDisk;
  }

  void onDisk(boolean known) {
    onDisk = known;
  }

  /** The sequence below which messages may have been sent before a restart. */
  long sentBefore() {
    return sentBefore;
  }

  void sentBefore(long sequence) {
    sentBefore = sequence;
  }

  /** As which it was claimed; a later claim has a higher one. */
  long term() {
    return term;
  }

  void term(long claimed) {
    term = claimed;
  }

  /** Whether it was begun for a client that was not let in yet. */
  boolean isFresh() {
    return fresh;
  }

  void fresh() {
    fresh = true;
  }

  /**
   * @param before what is known of it from where it was
   */
  void past(Past before) {
    past = before;
  }

  /** Where a message was taken that it has here from elsewhere; it is known no longer then. */
  @Nullable TakenAs forgetTaken(int packetId) {
    return past == null ? null : past.forget(packetId);
  }

  void attach(ClientLine newLine) {
    line = newLine;
    fresh = false;
  }

  void detach(long now) {
    line = null;
    disconnectedAt = now;
  }

  /** Ends its connection, if it has one. */
  void refuse(Reason reason) {
    if (line != null) {
      line.end(reason);
    }
  }

  /** Up to which sequence its messages are on disk. */
  long durableTo() {
    return durableTo;
  }

  void durableTo(long sequence) {
    durableTo = Math.max(durableTo, sequence);
    if (line != null) {
      line.outbound().pump(null);
    }
  }

  @Override
  public boolean isOnline() {
    return line != null;
  }

  @Override
  public void deliver(Fanout fanout, Grant grant) {
    TakenAs former = fanout.former();
    if (former != null && past != null && past.hasServed(former)) {
      return;
    }
    Message message = fanout.message();
    int qos = Math.min(message.qos(), grant.qos());
    boolean retain = message.retain() && grant.retainAsPublished();
    ClientLine connected = line;
    if (qos == 0) {
      if (connected != null) {
        connected.outbound().sendOnce(fanout, retain, grant.identifiers());
      }
      return;
    }
    if (!hasRoomFor(message)) {
      return;
    }
    Item item = state.outbox().add(message, qos, retain, grant.identifiers());
    counts.queued(message.weight());
    if (state.isPersistent()) {
      fanout.markStored();
      journal.next().queue(stored(item, fanout));
    }
    if (connected != null) {
      connected.outbound().pump(fanout);
    }
  }

  /** A message of its own, not shared with others: a retained one. */
  void deliverRetained(Message message, int qos, List<Integer> identifiers, long now) {
    Fanout kept = new Fanout(message.retained(true), now);
    if (Math.min(qos, message.qos()) > 0) {
      deliver(kept, new Grant(qos, true, identifiers));
    } else if (line != null) {
      line.outbound().sendKept(kept, identifiers);
    }
  }

  /** A message left the outbox, whatever the reason. */
  void finished(Item item) {
    counts.queued(-item.message().weight());
    overflowing = false;
    if (state.isPersistent()) {
      journal.lazily().finish(state.clientId(), item.sequence());
    }
  }

  /** Gives back the memory of everything that waits. */
  void discard() {
    counts.queued(-state.outbox().bytes());
  }

  /** As it is stored, without subscriptions and received identifiers. */
  StoredSession stored() {
    DelayedWill last = will;
    return new StoredSession(
        state.clientId(),
        username,
        state.expirySeconds(),
        line == null ? Instant.ofEpochMilli(disconnectedAt) : null,
        state.outbox().sentTo(),
        last == null
            ? null
            : new StoredWill(MessageFormat.write(last.message()), last.delaySeconds()),
        List.of(),
        Set.of(),
        List.of());
  }

  private QueuedMessage stored(Item item, Fanout fanout) {
    return new QueuedMessage(
        state.clientId(),
        item.sequence(),
        item.qos(),
        item.retain(),
        false,
        item.identifiers(),
        fanout.stored());
  }

  private boolean hasRoomFor(Message message) {
    boolean room =
        state.outbox().waitingSize() < limits.queuedMessages()
            && counts.queuedNow() + message.weight() <= limits.queuedBytes();
    if (!room) {
      counts.count(Counted.DROPPED_FULL);
      if (!overflowing) {
        overflowing = true;
        log.warn(
            "The queue of MQTT client {} is full at {} messages; it misses some",
            state.clientId(),
            state.outbox().waitingSize());
      }
    }
    return room;
  }
}
