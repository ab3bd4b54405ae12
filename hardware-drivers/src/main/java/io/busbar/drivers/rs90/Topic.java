package io.busbar.drivers.rs90;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A topic of a remote, read (spec 8.1). Names stand in topics as they are, also with slashes.
 *
 * @param name of the device or macro it is about; empty for others
 */
record Topic(Kind kind, String name) {
  /** Where every topic begins. */
  static final String ROOT = "Haptique/";

  /** What tells whether a remote is there, of all remotes. */
  static final String ANY_STATUS = ROOT + "+/status";

  static final String DEVICE_LIST = "device/list";
  static final String MACRO_LIST = "macro/list";
  static final String APP_LIST = "app/list";

  private static final Topic OTHER = new Topic(Kind.OTHER, "");
  private static final String DEVICE = "device/";
  private static final String MACRO = "macro/";
  private static final String COMMANDS = "/commands";
  private static final String DETAIL = "/detail";
  private static final String TRIGGER = "/trigger";
  private static final Map<String, Kind> PLAIN =
      Map.of(
          DEVICE_LIST,
          Kind.DEVICE_LIST,
          MACRO_LIST,
          Kind.MACRO_LIST,
          APP_LIST,
          Kind.APP_LIST,
          "battery_level",
          Kind.BATTERY,
          "keys",
          Kind.KEYS,
          "test/status",
          Kind.TEST,
          "active_app",
          Kind.ACTIVE_APP,
          "RGB/effect",
          Kind.EFFECT);

  /** What a message on it says. */
  enum Kind {
    DEVICE_LIST,
    MACRO_LIST,
    APP_LIST,
    COMMANDS,
    /** Documented as the commands of a device; in truth, empty, how they are asked for. */
    DETAIL,
    MACRO_STATE,
    BATTERY,
    KEYS,
    TEST,
    ACTIVE_APP,
    EFFECT,
    /** What the hub says itself, and what it does not know. */
    OTHER
  }

  /** Reads what follows the remote's id. */
  static Topic read(String rest) {
    Kind plain = PLAIN.get(rest);
    if (plain != null) {
      return new Topic(plain, "");
    }
    if (isBetween(rest, DEVICE, COMMANDS)) {
      return new Topic(Kind.COMMANDS, between(rest, DEVICE, COMMANDS));
    }
    if (isBetween(rest, DEVICE, DETAIL)) {
      return new Topic(Kind.DETAIL, between(rest, DEVICE, DETAIL));
    }
    return isBetween(rest, MACRO, TRIGGER)
        ? new Topic(Kind.MACRO_STATE, between(rest, MACRO, TRIGGER))
        : OTHER;
  }

  static String detail(String device) {
    return DEVICE + device + DETAIL;
  }

  static String device(String device) {
    return DEVICE + device + TRIGGER;
  }

  static String macro(String macro) {
    return MACRO + macro + TRIGGER;
  }

  static String openApp(String app) {
    String encoded = URLEncoder.encode(app, StandardCharsets.UTF_8).replace("+", "%20");
    return "app/" + encoded + "/open";
  }

  /** Whether MQTT lets anybody publish to a topic with this name in it. */
  static boolean canCarry(String name) {
    return name.indexOf('+') < 0 && name.indexOf('#') < 0;
  }

  private static boolean isBetween(String text, String start, String end) {
    return text.length() > start.length() + end.length()
        && text.startsWith(start)
        && text.endsWith(end);
  }

  private static String between(String text, String start, String end) {
    return text.substring(start.length(), text.length() - end.length());
  }
}
