package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.model.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import io.busbar.drivers.discovery.model.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Single values: readings, actions, and whatever can be set under {@code set_<property>}. */
final class Generics {
  static final String ACTION = "action";

  /** The quality of the radio link changes with every message and tells nobody anything. */
  private static final Set<String> LEFT_OUT = Set.of("linkquality");

  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("battery", "battery"),
          Map.entry("temperature", "temperature"),
          Map.entry("humidity", "humidity"),
          Map.entry("occupancy", "motion"),
          Map.entry("presence", "motion"),
          Map.entry("contact", "contact"),
          Map.entry("smoke", "alarm"),
          Map.entry("gas", "alarm"),
          Map.entry("carbon_monoxide", "alarm"),
          Map.entry("water_leak", "alarm"));
  private static final Set<String> NUMBERS = Set.of("battery", "temperature", "humidity");

  private Generics() {}

  static void add(Part part, Expose expose, Readers readers, Door door) {
    if (expose.property().isEmpty()
        || LEFT_OUT.contains(expose.property())
        || expose.isOfType("list")) {
      return;
    }
    if (expose.type().equals("composite")) {
      composite(part, expose, readers, door);
      return;
    }
    if (expose.name().equals(ACTION)) {
      actions(part, expose, readers);
      return;
    }
    if (expose.isSettable()) {
      settable(part, expose, door);
    }
    if (expose.isPublished()) {
      reading(part, expose, readers);
    }
  }

  private static void actions(Part part, Expose expose, Readers readers) {
    part.acts();
    part.property("actions", expose.values());
    readers.on(
        expose.property(),
        value -> {
          if (value instanceof String action && !action.isBlank()) {
            part.memory().happened(action);
          }
        });
  }

  private static void settable(Part part, Expose expose, Door door) {
    String key = "set_" + Words.key(expose.property());
    String argument = Order.argument(key);
    part.order(
        Order.taking(
            key,
            schema(expose),
            arguments -> List.of(door.set(expose.property(), given(expose, arguments, argument)))));
  }

  private static Map<String, Object> schema(Expose expose) {
    return switch (expose.type()) {
      case "numeric" -> Schemas.number("number", expose.min(), expose.max());
      case "binary" -> Schemas.truth();
      case "enum" -> Schemas.choice(expose.values());
      default -> Schemas.text();
    };
  }

  private static void reading(Part part, Expose expose, Readers readers) {
    String field = FIELDS.get(expose.property());
    if (field != null
        && expose.isOfType(NUMBERS.contains(field) ? "numeric" : "binary")
        && part.claim(field)) {
      readers.on(
          expose.property(), value -> part.memory().field(field, field(field, expose, value)));
      return;
    }
    String key = Words.key(expose.property());
    readers.on(
        expose.property(),
        value ->
            part.memory().sensor(key, expose.shownName(), shown(expose, value), expose.unit()));
  }

  private static @Nullable Object field(String field, Expose expose, @Nullable Object value) {
    if (NUMBERS.contains(field)) {
      return Values.number(value).map(Values::plain).orElse(null);
    }
    if (field.equals("contact")) {
      return Values.truth(value).map(closed -> closed ? "closed" : "open").orElse(null);
    }
    return expose.truth(value).orElse(null);
  }

  private static @Nullable Object shown(Expose expose, @Nullable Object value) {
    Optional<Object> scalar = Values.scalar(value);
    return expose.type().equals("binary")
        ? expose.truth(value).map(Object.class::cast).or(() -> scalar).orElse(null)
        : scalar.orElse(null);
  }

  /** Several values in one: readings of their own, set together. */
  private static void composite(Part part, Expose expose, Readers readers, Door door) {
    List<Expose> settable = expose.features().stream().filter(Expose::isSettable).toList();
    if (!settable.isEmpty()) {
      part.order(together(expose, settable, door));
    }
    expose.features().stream()
        .filter(Expose::isPublished)
        .forEach(
            feature -> readers.on(expose.property(), value -> inner(part, expose, feature, value)));
  }

  private static void inner(Part part, Expose whole, Expose feature, @Nullable Object value) {
    Fields values = Fields.from(value);
    if (values.has(feature.property())) {
      part.memory()
          .sensor(
              Words.key(whole.property() + "_" + feature.property()),
              whole.shownName() + ": " + feature.shownName(),
              shown(feature, values.get(feature.property())),
              feature.unit());
    }
  }

  private static Order together(Expose whole, List<Expose> features, Door door) {
    Map<String, Map<String, Object>> arguments = new LinkedHashMap<>();
    features.forEach(feature -> arguments.put(feature.property(), schema(feature)));
    return new Order(
        "set_" + Words.key(whole.property()),
        true,
        arguments,
        given -> {
          Map<String, Object> values = new LinkedHashMap<>();
          for (Expose feature : features) {
            values.put(feature.property(), given(feature, given, feature.property()));
          }
          return List.of(door.set(whole.property(), values));
        });
  }

  private static Object given(Expose expose, Fields arguments, String argument) {
    return switch (expose.type()) {
      case "numeric" -> Values.plain(Values.required(arguments, argument));
      case "binary" ->
          Values.requiredTruth(arguments, argument) ? expose.onValue() : expose.offValue();
      default -> Values.requiredText(arguments, argument);
    };
  }
}
