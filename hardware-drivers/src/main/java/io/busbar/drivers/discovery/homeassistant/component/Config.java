package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.template.Template;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one component, its names written out and its topics whole.
 *
 * @param fields as the device published it
 */
public record Config(Fields fields) {
  private static final int MAX_TOPIC = 1_024;
  private static final int MAX_LIST = 200;

  /** A text, number or truth as text, written as Python does; empty when it is not there. */
  public Optional<String> text(String key) {
    Object value = fields.get(key);
    if (value instanceof Boolean flag) {
      return Optional.of(flag ? "True" : "False");
    }
    boolean plain = value instanceof String || value instanceof Number;
    return plain ? Optional.of(String.valueOf(value)) : Optional.empty();
  }

  /** A payload with what it is by default; empty when the device says that it has none. */
  public Optional<String> payload(String key, String otherwise) {
    return fields.has(key) ? text(key) : Optional.of(otherwise);
  }

  boolean flag(String key) {
    return Boolean.TRUE.equals(fields.get(key));
  }

  double number(String key, double otherwise) {
    Double number = Readings.number(text(key).orElse(""));
    return number == null ? otherwise : number;
  }

  List<String> list(String key) {
    return fields.list(key).stream().limit(MAX_LIST).map(String::valueOf).toList();
  }

  boolean has(String key) {
    return fields.get(key) != null;
  }

  /**
   * A topic to hear.
   *
   * @throws HubFailure INVALID when it is none that may be heard
   */
  public Optional<String> filter(String key) {
    Optional<String> filter = text(key).filter(topic -> !topic.isEmpty());
    filter.ifPresent(topic -> checkFilter(key, topic));
    return filter;
  }

  /**
   * A topic to publish to.
   *
   * @throws HubFailure INVALID when it is none
   */
  public Optional<String> topic(String key) {
    Optional<String> found = filter(key);
    found
        .filter(topic -> topic.contains("+") || topic.startsWith("$"))
        .ifPresent(
            topic -> {
              throw wrong(key, "'%s' is no topic to publish to".formatted(topic));
            });
    return found;
  }

  /** A topic that must be there. */
  String need(String key) {
    return topic(key).orElseThrow(() -> wrong(key, "it is missing"));
  }

  /**
   * A template.
   *
   * @throws HubFailure INVALID when it is none that can be evaluated
   */
  public @Nullable Template template(String key) {
    Optional<String> source = text(key).filter(text -> !text.isBlank());
    try {
      return source.isEmpty() ? null : Template.parse(source.get());
    } catch (HubFailure failure) {
      throw HubFailure.invalid(
          "'%s': %s".formatted(key, failure.message()), String.valueOf(failure.hint()));
    }
  }

  int qos() {
    return (int) Math.min(2, Math.max(0, number("qos", 0)));
  }

  /** A failure that names a key of the configuration. */
  public static HubFailure wrong(String key, String what) {
    return HubFailure.invalid(
        "'%s': %s.".formatted(key, what), "Correct the discovery message of the device.");
  }

  private static void checkFilter(String key, String topic) {
    boolean bad =
        topic.length() > MAX_TOPIC
            || topic.contains("#")
            || topic.startsWith("+")
            || topic.startsWith("$")
            || topic.chars().anyMatch(Character::isISOControl);
    for (String level : topic.split("/", -1)) {
      bad |= level.contains("+") && level.length() > 1;
    }
    if (bad) {
      throw wrong(key, "'%s' is no topic that is heard".formatted(cut(topic)));
    }
  }

  private static String cut(String topic) {
    return topic.length() > 100 ? topic.substring(0, 100) + "..." : topic;
  }
}
