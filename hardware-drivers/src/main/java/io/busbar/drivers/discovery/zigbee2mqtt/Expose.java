package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import io.busbar.drivers.discovery.model.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One ability of a device as the bridge describes it.
 *
 * @param property where its value stands in the state
 * @param endpoint of a device with several of a kind; blank otherwise
 * @param features the abilities it is made of
 */
record Expose(
    String type,
    String name,
    String label,
    String property,
    String endpoint,
    String unit,
    int access,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Object on,
    @Nullable Object off,
    @Nullable Object toggle,
    List<String> values,
    List<Expose> features) {
  /** Deepest nesting that is read. */
  static final int MAX_DEPTH = 4;

  /** Most abilities at one level. */
  static final int MAX_WIDTH = 150;

  private static final Set<String> SPECIFIC =
      Set.of("light", "switch", "cover", "lock", "fan", "climate");
  private static final int PUBLISHED = 1;
  private static final int SETTABLE = 2;
  private static final int GETTABLE = 4;

  /** Reads a list of abilities; what is none is left out. */
  static List<Expose> list(List<?> items) {
    return list(items, 1);
  }

  private static List<Expose> list(List<?> items, int depth) {
    List<Expose> exposes = new ArrayList<>();
    if (depth > MAX_DEPTH) {
      return exposes;
    }
    for (Object item : items.subList(0, Math.min(MAX_WIDTH, items.size()))) {
      Fields fields = Fields.from(item);
      if (fields.get("type") instanceof String) {
        exposes.add(read(fields, depth));
      }
    }
    return exposes;
  }

  private static Expose read(Fields fields, int depth) {
    String name = word(fields, "name");
    String property = word(fields, "property");
    return new Expose(
        word(fields, "type"),
        name,
        word(fields, "label"),
        property.isEmpty() ? name : property,
        word(fields, "endpoint"),
        word(fields, "unit"),
        Values.number(fields.get("access")).map(Double::intValue).orElse(0),
        Values.number(fields.get("value_min")).orElse(null),
        Values.number(fields.get("value_max")).orElse(null),
        Values.scalar(fields.get("value_on")).orElse(null),
        Values.scalar(fields.get("value_off")).orElse(null),
        Values.scalar(fields.get("value_toggle")).orElse(null),
        fields.list("values").stream()
            .limit(Schemas.MAX_CHOICES)
            .flatMap(value -> Values.scalar(value).stream())
            .map(String::valueOf)
            .toList(),
        list(fields.list("features"), depth + 1));
  }

  /** A control, such as a light, rather than a single value. */
  boolean isSpecific() {
    return SPECIFIC.contains(type);
  }

  boolean isOfType(String wanted) {
    return type.equals(wanted);
  }

  boolean isPublished() {
    return (access & PUBLISHED) != 0;
  }

  boolean isSettable() {
    return (access & SETTABLE) != 0;
  }

  boolean isGettable() {
    return (access & GETTABLE) != 0;
  }

  Optional<Expose> feature(String wanted) {
    return features.stream().filter(feature -> feature.name.equals(wanted)).findFirst();
  }

  /** What a binary value means; empty when it is neither of the two. */
  Optional<Boolean> truth(@Nullable Object value) {
    if (value != null && value.equals(on)) {
      return Optional.of(true);
    }
    return value != null && value.equals(off) ? Optional.of(false) : Values.truth(value);
  }

  Object onValue() {
    return Objects.requireNonNullElse(on, "ON");
  }

  Object offValue() {
    return Objects.requireNonNullElse(off, "OFF");
  }

  /** The largest value, or what is usual where the device says nothing. */
  double maxOr(double usual) {
    return max == null || max <= 0 ? usual : max;
  }

  String shownName() {
    return label.isEmpty() ? Words.label(property) : label;
  }

  private static String word(Fields fields, String key) {
    return Words.clean(fields.text(key).orElse(""), Words.MAX_NAME);
  }
}
