package io.busbar.bridge.mqtt.packet;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The properties of one packet. Filled once, then only read. */
public final class Properties {
  /** No properties. */
  public static final Properties NONE = new Properties();

  private static final int MOST_USER_PROPERTIES = 100;

  private final Map<Property, Object> values = new EnumMap<>(Property.class);
  private final List<UserProperty> users = new ArrayList<>();
  private final List<Integer> subscriptions = new ArrayList<>();

  /** A name and a value of an application's own; names may repeat. */
  public record UserProperty(String name, String value) {}

  /** Properties to be filled. */
  public static Properties empty() {
    return new Properties();
  }

  /** Adds a number. */
  @CanIgnoreReturnValue
  public Properties with(Property property, long value) {
    if (property == Property.SUBSCRIPTION_IDENTIFIER) {
      subscriptions.add((int) value);
    } else {
      values.put(property, value);
    }
    return this;
  }

  /** Adds a text. */
  @CanIgnoreReturnValue
  public Properties with(Property property, String value) {
    values.put(property, value);
    return this;
  }

  /** Adds bytes. */
  @CanIgnoreReturnValue
  public Properties with(Property property, byte[] value) {
    values.put(property, value);
    return this;
  }

  /** Takes one away. */
  @CanIgnoreReturnValue
  public Properties without(Property property) {
    values.remove(property);
    return this;
  }

  /** Adds one of the application's own. */
  @CanIgnoreReturnValue
  public Properties with(UserProperty user) {
    users.add(user);
    return this;
  }

  /** Others of the same values, to be filled on. */
  public Properties copy() {
    Properties copy = new Properties();
    copy.values.putAll(values);
    copy.users.addAll(users);
    copy.subscriptions.addAll(subscriptions);
    return copy;
  }

  /** Whether it was sent. */
  public boolean has(Property property) {
    return values.containsKey(property);
  }

  public long number(Property property, long otherwise) {
    return values.get(property) instanceof Long number ? number : otherwise;
  }

  public @Nullable String text(Property property) {
    return values.get(property) instanceof String text ? text : null;
  }

  public byte @Nullable [] binary(Property property) {
    return values.get(property) instanceof byte[] binary ? binary : null;
  }

  public List<UserProperty> users() {
    return users;
  }

  public List<Integer> subscriptionIdentifiers() {
    return subscriptions;
  }

  public boolean isEmpty() {
    return values.isEmpty() && users.isEmpty() && subscriptions.isEmpty();
  }

  static Properties read(WireReader from, PacketType where) {
    int length = from.variable();
    if (length == 0) {
      return NONE;
    }
    WireReader part = from.part(length);
    Properties read = new Properties();
    while (!part.isEmpty()) {
      read.readOne(part, Property.of(part.variable(), where), where);
    }
    return read;
  }

  private void readOne(WireReader from, Property property, PacketType where) {
    switch (property.kind()) {
      case FLAG -> put(property, flag(property, from.u8()));
      case TWO_BYTES -> put(property, positive(property, from.u16()));
      case FOUR_BYTES -> put(property, positive(property, from.u32()));
      case TEXT -> put(property, from.text());
      case BINARY -> put(property, from.binary());
      case VARIABLE -> readSubscription(positive(property, from.variable()), where);
      case PAIR -> readUser(new UserProperty(from.text(), from.text()));
    }
  }

  private void readSubscription(long identifier, PacketType where) {
    if (where == PacketType.SUBSCRIBE && !subscriptions.isEmpty()) {
      throw twice(Property.SUBSCRIPTION_IDENTIFIER);
    }
    subscriptions.add((int) identifier);
  }

  private void readUser(UserProperty user) {
    if (users.size() == MOST_USER_PROPERTIES) {
      throw MalformedPacket.of(
          Reason.QUOTA_EXCEEDED,
          "A packet has more than %d user properties.".formatted(MOST_USER_PROPERTIES));
    }
    users.add(user);
  }

  private void put(Property property, Object value) {
    if (values.put(property, value) != null) {
      throw twice(property);
    }
  }

  private static long flag(Property property, int value) {
    if (value > 1) {
      throw MalformedPacket.of(Reason.PROTOCOL_ERROR, property + " must be 0 or 1.");
    }
    return value;
  }

  private static long positive(Property property, long value) {
    if (value == 0 && property.refusesZero()) {
      throw MalformedPacket.of(Reason.PROTOCOL_ERROR, property + " must not be 0.");
    }
    return value;
  }

  private static MalformedPacket twice(Property property) {
    return MalformedPacket.of(Reason.PROTOCOL_ERROR, property + " stands twice.");
  }

  void write(WireWriter to) {
    if (isEmpty()) {
      to.u8(0);
      return;
    }
    WireWriter part = new WireWriter(64);
    values.forEach((property, value) -> writeOne(part, property, value));
    users.forEach(user -> part.u8(Property.USER.number()).text(user.name()).text(user.value()));
    subscriptions.forEach(
        each -> part.u8(Property.SUBSCRIPTION_IDENTIFIER.number()).variable(each));
    to.variable(part.length()).raw(part.bytes());
  }

  private static void writeOne(WireWriter to, Property property, Object value) {
    to.u8(property.number());
    switch (property.kind()) {
      case FLAG -> to.u8(((Long) value).intValue());
      case TWO_BYTES -> to.u16(((Long) value).intValue());
      case FOUR_BYTES -> to.u32((Long) value);
      case TEXT -> to.text((String) value);
      case BINARY -> to.binary((byte[]) value);
      case VARIABLE, PAIR -> throw new IllegalStateException(property + " is kept apart");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Properties that)) {
      return false;
    }
    return users.equals(that.users)
        && subscriptions.equals(that.subscriptions)
        && values.keySet().equals(that.values.keySet())
        && values.entrySet().stream()
            .allMatch(each -> Objects.deepEquals(each.getValue(), that.values.get(each.getKey())));
  }

  @Override
  public int hashCode() {
    return Objects.hash(users, subscriptions, values.keySet());
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(values.keySet(), users, subscriptions);
  }
}
