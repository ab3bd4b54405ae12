package io.busbar.demohouse;

import io.busbar.kit.Call;
import io.busbar.kit.Failure;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A house and the time in it, for tests. */
final class Houses {
  private final RandomGenerator random;
  private House house;
  private LocalDateTime time;

  private Houses(LocalDateTime time, RandomGenerator random) {
    this.time = time;
    this.random = random;
    this.house = House.with(Furniture.all(Weather.at(time)));
  }

  static Houses at(LocalDateTime time, RandomGenerator random) {
    return new Houses(time, random);
  }

  /** Randomness that never makes anything happen by itself. */
  static RandomGenerator quiet() {
    return () -> -1L;
  }

  House now() {
    return house;
  }

  /** Lets seconds pass, one by one. */
  Houses live(int seconds) {
    for (int second = 0; second < seconds; second++) {
      time = time.plusSeconds(1);
      house = house.after(time, 1, random);
    }
    return this;
  }

  Houses tell(String device, String command) {
    return tell(device, command, Map.of());
  }

  /**
   * Gives a command.
   *
   * @throws Failure it was refused
   */
  Houses tell(String device, String command, Map<String, @Nullable Object> payload) {
    house = house.told(call(device, command, payload));
    return this;
  }

  @Nullable Object field(String device, String field) {
    return state(device).get(field);
  }

  @Nullable Object extra(String device, String field) {
    return Objects.requireNonNull((Map<?, ?>) field(device, "extras")).get(field);
  }

  double number(String device, String field) {
    return ((Number) Objects.requireNonNull(field(device, field))).doubleValue();
  }

  Map<String, @Nullable Object> state(String device) {
    return Objects.requireNonNull(house.gadgets().get(device)).state();
  }

  static Call call(String device, String command, Map<String, @Nullable Object> payload) {
    return new Call(device, command, payload, null, null);
  }

  /** Arguments that fit a catalog entry: some of its extremes, or of its words. */
  static Map<String, @Nullable Object> arguments(CommandDef command, RandomGenerator choice) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    command.arguments().forEach((name, schema) -> arguments.put(name, value(schema, choice)));
    return arguments;
  }

  private static Object value(Map<String, Object> schema, RandomGenerator choice) {
    if (schema.get("enum") instanceof List<?> words) {
      return Objects.requireNonNull(words.get(choice.nextInt(words.size())));
    }
    if (schema.containsKey("pattern")) {
      return "#%06x".formatted(choice.nextInt(1 << 24));
    }
    double min = ((Number) Objects.requireNonNull(schema.get("minimum"))).doubleValue();
    double max = ((Number) Objects.requireNonNull(schema.get("maximum"))).doubleValue();
    return Math.round(min + (max - min) * choice.nextDouble());
  }
}
