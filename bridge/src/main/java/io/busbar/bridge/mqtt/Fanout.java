package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Property;
import io.busbar.bridge.mqtt.packet.PublishFrame;
import io.busbar.bridge.mqtt.packet.Version;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.busbar.contracts.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message on its way to many: encoded once for each kind of receiver. */
final class Fanout {
  private static final int KINDS = 12;
  private static final int QOS_STEP = 2;
  private static final int VERSION_STEP = 6;
  private static final long SECOND = 1000;

  private final Message message;
  private final long now;
  private final @Nullable String origin;
  private final long number;
  private final @Nullable TakenAs former;
  private final @Nullable PublishFrame[] frames = new @Nullable PublishFrame[KINDS];
  private @Nullable Bytes stored;
  private boolean mustBeStored;
  private boolean wanted;

  Fanout(Message message, long now) {
    this(message, now, null, 0);
  }

  /**
   * @param origin the life of the node that numbered it; null: none
   */
  Fanout(Message message, long now, @Nullable String origin, long number) {
    this(message, now, origin, number, null);
  }

  /**
   * @param former where it was taken before its publisher repeated it; null: nowhere
   */
  Fanout(
      Message message, long now, @Nullable String origin, long number, @Nullable TakenAs former) {
    this.message = message;
    this.now = now;
    this.origin = origin;
    this.number = number;
    this.former = former;
  }

  @Nullable String origin() {
    return origin;
  }

  /** Its place among the messages of its origin; 0: it has none. */
  long number() {
    return number;
  }

  /** Where it was taken before its publisher repeated it: who has it from there skips it. */
  @Nullable TakenAs former() {
    return former;
  }

  /** As what it was taken here; null: it has no number. */
  @Nullable TakenAs taken() {
    return origin == null || number == 0 ? null : new TakenAs(origin, number);
  }

  Message message() {
    return message;
  }

  /** Whether it brings this very message. */
  @SuppressWarnings("ReferenceEquality") // equal ones were encoded for others
  boolean carries(Message other) {
    return message == other;
  }

  /** The message as it is stored, written once for all sessions. */
  Bytes stored() {
    Bytes known = stored;
    if (known == null) {
      known = MessageFormat.write(message);
      stored = known;
    }
    return known;
  }

  /** Notes that somebody's copy must be on disk before it is acknowledged. */
  void markStored() {
    mustBeStored = true;
  }

  boolean mustBeStored() {
    return mustBeStored;
  }

  /** Notes that somebody wants it. */
  void markWanted() {
    wanted = true;
  }

  boolean isWanted() {
    return wanted;
  }

  long now() {
    return now;
  }

  /** The frame for a receiver; shared unless it has subscription identifiers. */
  PublishFrame frame(Version version, int qos, boolean retain, List<Integer> identifiers) {
    boolean five = version.hasProperties();
    if (five && !identifiers.isEmpty()) {
      return encode(message, qos, retain, false, properties(message, now, identifiers));
    }
    int kind = (five ? VERSION_STEP : 0) + qos * QOS_STEP + (retain ? 1 : 0);
    PublishFrame known = frames[kind];
    if (known == null) {
      known =
          encode(message, qos, retain, false, five ? properties(message, now, List.of()) : null);
      frames[kind] = known;
    }
    return known;
  }

  static PublishFrame encode(
      Message message, int qos, boolean retain, boolean dup, @Nullable Properties properties) {
    return PublishFrame.of(
        message.topic(), message.payload().value(), qos, retain, dup, properties);
  }

  /** What a receiver of version 5 is told beside the payload. */
  static Properties properties(Message message, long now, List<Integer> identifiers) {
    boolean expires = message.expiresAt() != Message.NEVER;
    if (!expires && identifiers.isEmpty()) {
      return message.properties();
    }
    Properties all = message.properties().copy();
    if (expires) {
      long seconds = Math.max(1, (message.expiresAt() - now + SECOND - 1) / SECOND);
      all.with(Property.MESSAGE_EXPIRY, seconds);
    }
    identifiers.forEach(each -> all.with(Property.SUBSCRIPTION_IDENTIFIER, each));
    return all;
  }
}
