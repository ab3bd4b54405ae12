package io.busbar.drivers.discovery.tasmota;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.model.Values;
import io.busbar.drivers.discovery.model.Words;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a device says of itself under {@code tasmota/discovery/<mac>/config}. */
record Config(Fields told, String mac) {
  /** A relay that switches something. */
  static final int RELAY = 1;

  /** A channel of a light. */
  static final int LIGHT = 2;

  /** One of the two relays of a shutter. */
  static final int SHUTTER = 3;

  private static final int MAX_CHANNELS = 32;
  private static final Pattern LEVELS = Pattern.compile("[^+#\\p{Cntrl}]{1,200}");
  private static final List<String> OWN = List.of("%topic%", "%hostname%", "%id%");
  private static final String PREFIX = "%prefix%";
  private static final int COMMANDS = 0;
  private static final int ANSWERS = 1;
  private static final int TELEMETRY = 2;

  /**
   * Reads a description.
   *
   * @throws HubFailure INVALID when it is not of the device of the topic, or no topics can be made
   *     of it
   */
  static Config read(Fields told, String mac) {
    if (!mac.equalsIgnoreCase(told.text("mac").orElse(""))) {
      throw HubFailure.invalid(
          "the description is of another device than its topic", "Give each device its own MAC.");
    }
    Config config = new Config(told, mac.toLowerCase(Locale.ROOT));
    if (OWN.stream().noneMatch(config.fullTopic()::contains)
        || !LEVELS.matcher(config.commands()).matches()) {
      throw HubFailure.invalid(
          "no topics can be made of the full topic",
          "Use %topic%, %hostname% or %id% in FullTopic, without + and #.");
    }
    return config;
  }

  /** The topic under which commands are taken, with a slash at the end. */
  String commands() {
    return topic(COMMANDS, "cmnd");
  }

  /** The topic under which commands are answered, with a slash at the end. */
  String answers() {
    return topic(ANSWERS, "stat");
  }

  /** The topic under which it reports by itself, with a slash at the end. */
  String telemetry() {
    return topic(TELEMETRY, "tele");
  }

  String word(String key, String fallback) {
    String word = Words.clean(told.text(key).orElse(""), Words.MAX_NAME);
    return word.isEmpty() ? fallback : word;
  }

  /** The word for off, on or toggle. */
  String state(int index, String fallback) {
    return item("state", index) instanceof String word && !word.isBlank()
        ? Words.clean(word, Words.MAX_KEY)
        : fallback;
  }

  int channels() {
    return Math.min(MAX_CHANNELS, told.list("rl").size());
  }

  int channel(int index) {
    return number("rl", index, 0);
  }

  /** A number of a list, or what it stands for where there is none. */
  int number(String key, int index, int fallback) {
    return Values.number(item(key, index)).map(Double::intValue).orElse(fallback);
  }

  int number(String key) {
    return Values.number(told.get(key)).map(Double::intValue).orElse(0);
  }

  /** Whether an option ({@code SetOption}) is on. */
  boolean option(int number) {
    return Values.number(told.object("so").get(Integer.toString(number))).orElse(0.0) == 1;
  }

  boolean flag(String key) {
    return number(key) != 0;
  }

  /** The name of a channel: its own, or the device's. */
  String channelName(int index, String kind) {
    if (item("fn", index) instanceof String name && !name.isBlank()) {
      return Words.clean(name, Words.MAX_NAME);
    }
    String device = word("dn", "Tasmota");
    return index == 0 ? device : "%s %s %d".formatted(device, kind, index + 1);
  }

  private Object item(String key, int index) {
    List<?> list = told.list(key);
    Object item = index < list.size() ? list.get(index) : null;
    return item == null ? "" : item;
  }

  /**
   * As the firmware puts it together: commands have their prefix even where it is not asked for.
   */
  private String topic(int prefix, String usual) {
    String word = item("tp", prefix) instanceof String own && !own.isBlank() ? own : usual;
    String full = fullTopic();
    String asked = prefix == COMMANDS && !full.contains(PREFIX) ? full + "/" + PREFIX : full;
    String topic =
        asked
            .replace("%hostname%", told.text("hn").orElse(""))
            .replace("%id%", mac.toUpperCase(Locale.ROOT))
            .replace(PREFIX, word)
            .replace("%topic%", told.text("t").orElse(""))
            .replace("//", "/");
    return topic.endsWith("/") ? topic : topic + "/";
  }

  private String fullTopic() {
    return told.text("ft").orElse("");
  }
}
