package io.busbar.drivers.discovery.homeassistant;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.homeassistant.component.Config;
import io.busbar.drivers.discovery.homeassistant.component.Payload;
import io.busbar.drivers.discovery.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a component can be reached, as it says on topics of its own. */
final class Availability {
  private static final int MAX_SOURCES = 20;

  private final String mode;
  private final List<Source> sources;
  private final Map<Source, Boolean> heard = new LinkedHashMap<>();
  private @Nullable Boolean latest;

  /** One topic. */
  record Source(String topic, @Nullable Template template, String available, String notAvailable) {}

  private Availability(String mode, List<Source> sources) {
    this.mode = mode;
    this.sources = sources;
  }

  /**
   * From a configuration.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID when it is wrong
   */
  static Availability of(Config config) {
    List<Source> sources = new ArrayList<>();
    config
        .filter("availability_topic")
        .ifPresent(topic -> sources.add(source(topic, config, "availability_template")));
    config.fields().list("availability").stream()
        .limit(MAX_SOURCES)
        .map(item -> new Config(Fields.from(item)))
        .forEach(
            item ->
                item.filter("topic")
                    .ifPresent(topic -> sources.add(source(topic, item, "value_template"))));
    return new Availability(config.text("availability_mode").orElse("latest"), sources);
  }

  private static Source source(String topic, Config config, String templateKey) {
    return new Source(
        topic,
        config.template(templateKey),
        config.text("payload_available").orElse("online"),
        config.text("payload_not_available").orElse("offline"));
  }

  Set<String> topics() {
    Set<String> topics = new LinkedHashSet<>();
    sources.forEach(source -> topics.add(source.topic()));
    return topics;
  }

  void hear(String topic, Payload payload) {
    for (Source source : sources) {
      if (Topics.matches(source.topic(), topic)) {
        String said = payload.through(source.template()).map(String::strip).orElse("");
        if (said.equals(source.available()) || said.equals(source.notAvailable())) {
          latest = said.equals(source.available());
          heard.put(source, latest);
        }
      }
    }
  }

  /** Nothing heard is not available; nothing to hear is. */
  boolean isAvailable() {
    if (sources.isEmpty()) {
      return true;
    }
    return switch (mode) {
      case "all" -> sources.stream().allMatch(source -> Boolean.TRUE.equals(heard.get(source)));
      case "any" -> heard.containsValue(true);
      default -> Boolean.TRUE.equals(latest);
    };
  }
}
