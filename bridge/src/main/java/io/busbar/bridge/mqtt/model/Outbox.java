package io.busbar.bridge.mqtt.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of QoS 1 and 2 on their way to one client: first they wait, then so many at once are in
 * flight. The packet identifier follows from a message's place in the sequence, so it is the same
 * after a restart without being stored.
 */
public final class Outbox {
  private static final int IDENTIFIERS = 65_535;

  private final Deque<Item> waiting = new ArrayDeque<>();
  private final InFlight inFlight = new InFlight();
  private long nextSequence;
  private long bytes;

  /** How far a message has come. */
  public enum Stage {
    WAITING,
    SENT,
    /** The client has it (PUBREC); it was told, or is to be told, to go on (PUBREL). */
    RELEASED
  }

  /** One message for one client. */
  public static final class Item {
    private final long sequence;
    private final Message message;
    private final int qos;
    private final boolean retain;
    private final List<Integer> identifiers;
    private Stage stage = Stage.WAITING;
    private boolean attempted;

    private Item(
        long sequence, Message message, int qos, boolean retain, List<Integer> identifiers) {
      this.sequence = sequence;
      this.message = message;
      this.qos = qos;
      this.retain = retain;
      this.identifiers = identifiers;
    }

    public long sequence() {
      return sequence;
    }

    public Message message() {
      return message;
    }

    public int qos() {
      return qos;
    }

    /** The retain flag this client sees. */
    public boolean retain() {
      return retain;
    }

    /** The subscription identifiers that led to it. */
    public List<Integer> identifiers() {
      return identifiers;
    }

    public Stage stage() {
      return stage;
    }

    /** Whether it may have been sent before, on another connection. */
    public boolean wasAttempted() {
      return attempted;
    }

    public int packetId() {
      return (int) (sequence % IDENTIFIERS) + 1;
    }
  }

  /** Puts a message at the end of the queue. */
  public Item add(Message message, int qos, boolean retain, List<Integer> identifiers) {
    return put(nextSequence, message, qos, retain, identifiers);
  }

  /** Puts a message back that may have been sent before a restart; in ascending order. */
  public void putAttempted(
      long sequence, Message message, int qos, boolean retain, List<Integer> identifiers) {
    put(sequence, message, qos, retain, identifiers).attempted = true;
  }

  /** Puts a message back that was stored under its sequence; to be called in ascending order. */
  @CanIgnoreReturnValue
  public Item put(
      long sequence, Message message, int qos, boolean retain, List<Integer> identifiers) {
    Item item = new Item(sequence, message, qos, retain, identifiers);
    nextSequence = sequence + 1;
    waiting.add(item);
    bytes += message.weight();
    return item;
  }

  /** Takes back, as in flight, a stored message that the client has but was not told to go on. */
  public void putReleased(long sequence, Message message) {
    Item item = put(sequence, message, 2, false, List.of());
    waiting.pollLast();
    item.stage = Stage.RELEASED;
    inFlight.put(item);
  }

  /** The next message to send, now in flight; null when none waits or too many are in flight. */
  public @Nullable Item next(int window) {
    Item first = waiting.peek();
    if (first == null || inFlight.size() >= window || overtakes(first)) {
      return null;
    }
    waiting.remove();
    first.stage = Stage.SENT;
    inFlight.put(first);
    return first;
  }

  /** Takes the first waiting message out, to make room or because it is too old. */
  public @Nullable Item dropFirst() {
    Item first = waiting.poll();
    if (first != null) {
      bytes -= first.message.weight();
    }
    return first;
  }

  /** The message that would be sent next; null when none waits. */
  public @Nullable Item peek() {
    return waiting.peek();
  }

  /** The message in flight under this identifier; null when there is none. */
  public @Nullable Item inFlight(int packetId) {
    return find(packetId);
  }

  /** The client has taken a message of QoS 1, or refused one; null when nothing of it is known. */
  public @Nullable Item finish(int packetId, int qos) {
    Item item = find(packetId);
    if (item == null || item.qos != qos) {
      return null;
    }
    inFlight.remove(item.sequence);
    bytes -= item.message.weight();
    return item;
  }

  /** The client has a message of QoS 2; null when nothing of it is known. */
  public @Nullable Item release(int packetId) {
    Item item = find(packetId);
    if (item == null || item.qos != 2) {
      return null;
    }
    item.stage = Stage.RELEASED;
    return item;
  }

  /**
   * Prepares for a new connection: what was sent and not taken is to be sent again, before anything
   * else. Answers what was released: its release is to be sent again.
   */
  public List<Item> rewind() {
    List<Item> sent = inFlight.all();
    sent.removeIf(item -> item.stage == Stage.RELEASED);
    for (int i = sent.size() - 1; i >= 0; i--) {
      Item item = sent.get(i);
      item.stage = Stage.WAITING;
      item.attempted = true;
      inFlight.remove(item.sequence);
      waiting.addFirst(item);
    }
    return inFlight.all();
  }

  public int inFlightSize() {
    return inFlight.size();
  }

  public int waitingSize() {
    return waiting.size();
  }

  /** About how much memory the messages take. */
  public long bytes() {
    return bytes;
  }

  /** The sequence below which everything may have been sent. */
  public long sentTo() {
    for (Item item : waiting) {
      if (!item.attempted) {
        return item.sequence;
      }
    }
    return nextSequence;
  }

  /** The sequence the next message will get. */
  public long nextSequence() {
    return nextSequence;
  }

  private boolean overtakes(Item next) {
    return !inFlight.isEmpty() && next.sequence - inFlight.oldest() >= IDENTIFIERS;
  }

  private @Nullable Item find(int packetId) {
    if (inFlight.isEmpty()) {
      return null;
    }
    long oldest = inFlight.oldest();
    long ahead = Math.floorMod(packetId - 1 - oldest % IDENTIFIERS, (long) IDENTIFIERS);
    return inFlight.get(oldest + ahead);
  }
}
