package io.busbar.drivers.builtin;

import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.mqtt.MqttLink;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.rs90.Rs90;
import io.busbar.drivers.rs90.Rs90Settings;
import io.busbar.drivers.rs90.keys.KeyPresses;
import io.busbar.kit.Driver;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs the RS90 remotes of the house. */
public final class Rs90Driver implements BuiltInDriver {
  /** The key of its manifest. */
  public static final DriverKey KEY = new DriverKey(Rs90.KEY);

  private final Vertx vertx;
  private final MqttLink mqtt;
  private final KeyPresses keys;
  private final Clock clock;
  private final @Nullable String token;

  /**
   * @param mqtt the brokers remotes connect to
   * @param keys hears every press
   * @param token what the driver socket asks for, when it does
   */
  public Rs90Driver(
      Vertx vertx, MqttLink mqtt, KeyPresses keys, Clock clock, @Nullable String token) {
    this.vertx = vertx;
    this.mqtt = mqtt;
    this.keys = keys;
    this.clock = clock;
    this.token = token;
  }

  @Override
  public void run(Wanted wanted) throws InterruptedException {
    Rs90.Place place =
        new Rs90.Place(mqtt, Timers.of(vertx), keys, clock, settings(wanted.properties()));
    Driver driver =
        Driver.of(KEY.value(), wanted.driver().instanceId().value(), wanted.url())
            .name(wanted.name())
            .token(token)
            .build();
    try (Rs90 served = new Rs90(driver, place, vertx.getOrCreateContext())) {
      served.run();
    }
  }

  private static Rs90Settings settings(Fields properties) {
    Rs90Settings usual = Rs90Settings.DEFAULT;
    Duration battery =
        Duration.ofMinutes(
            number(properties, "batteryPoll", usual.battery().toMinutes(), 1, 1_440));
    return new Rs90Settings(
        battery,
        millis(properties, "repeat", usual.repeat(), 50, 1_000),
        millis(properties, "doublePress", usual.doubleWithin(), 0, 1_000),
        millis(properties, "hold", usual.hold(), 300, 5_000),
        word(properties, "triggerBy", "name", "id"),
        word(properties, "ledOff", "effect", "ledlight"),
        !Boolean.FALSE.equals(properties.get("retainMacros")));
  }

  private static Duration millis(Fields properties, String key, Duration usual, int min, int max) {
    return Duration.ofMillis(number(properties, key, usual.toMillis(), min, max));
  }

  private static long number(Fields properties, String key, long usual, int min, int max) {
    Object value = properties.get(key);
    if (value == null) {
      return usual;
    }
    if (value instanceof Number number && number.longValue() >= min && number.longValue() <= max) {
      return number.longValue();
    }
    throw new IllegalArgumentException(
        "Property '%s' must be a number from %d to %d.".formatted(key, min, max));
  }

  /** Whether the other one of two words is set. */
  private static boolean word(Fields properties, String key, String usual, String other) {
    Object value = properties.get(key);
    if (value == null || value.equals(usual)) {
      return false;
    }
    if (value.equals(other)) {
      return true;
    }
    throw new IllegalArgumentException(
        "Property '%s' must be '%s' or '%s'.".formatted(key, usual, other));
  }
}
