package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.discovery.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The templates by which commands of a component are written, read once. */
public final class Templates {
  private static final String TEMPLATE = "_template";

  private final Map<String, Template> byKey;

  private Templates(Map<String, Template> byKey) {
    this.byKey = byKey;
  }

  /**
   * Reads those of a configuration.
   *
   * @throws HubFailure INVALID when one of them cannot be evaluated, or a topic of commands is none
   */
  public static Templates of(Config config) {
    Map<String, Template> templates = new LinkedHashMap<>();
    for (String key : config.fields().values().keySet()) {
      checkTopic(config, key);
      boolean commands = key.contains("command_") || key.equals("set_position_template");
      Template template = commands && key.endsWith(TEMPLATE) ? config.template(key) : null;
      if (template != null) {
        templates.put(key, template);
      }
    }
    return new Templates(templates);
  }

  /** Where commands go is checked before the first one. */
  private static void checkTopic(Config config, String key) {
    boolean sent = key.endsWith("command_topic") || key.startsWith("set_");
    if (sent && key.endsWith("_topic") && config.has(key)) {
      String ignored = config.need(key);
    }
  }

  @Nullable Template get(String key) {
    return byKey.get(key);
  }
}
