package io.busbar.bridge.mqtt.model;

import java.nio.charset.StandardCharsets;

/** What is a topic and what is a filter (section 4.7). */
public final class Topics {
  /** Topics that begin so are the broker's own. */
  public static final String OWN = "$";

  private static final String SHARE = "$share/";

  private Topics() {}

  /** How long and how deep a topic may be. */
  public record Limits(int bytes, int levels) {
    /** What MQTT allows. */
    public static final Limits OF_THE_PROTOCOL = new Limits(65_535, 65_536);
  }

  /** A filter, taken apart. {@code group} is empty when it is not shared. */
  public record Filter(String group, String filter) {
    /** Whether its messages are divided among a group. */
    public boolean isShared() {
      return !group.isEmpty();
    }
  }

  /** Whether one may publish to it. */
  public static boolean isName(String topic, Limits limits) {
    return isWithin(topic, limits) && topic.indexOf('+') < 0 && topic.indexOf('#') < 0;
  }

  /** Whether it is a filter; {@code $share/group/} before it included. */
  public static boolean isFilter(String filter, Limits limits) {
    if (!filter.startsWith(SHARE)) {
      return isPlainFilter(filter, limits);
    }
    int slash = filter.indexOf('/', SHARE.length());
    String group = slash < 0 ? "" : filter.substring(SHARE.length(), slash);
    return !group.isEmpty()
        && group.indexOf('+') < 0
        && group.indexOf('#') < 0
        && isPlainFilter(filter.substring(slash + 1), limits);
  }

  /** Takes a valid filter apart. */
  public static Filter parse(String filter) {
    if (!filter.startsWith(SHARE)) {
      return new Filter("", filter);
    }
    int slash = filter.indexOf('/', SHARE.length());
    return new Filter(filter.substring(SHARE.length(), slash), filter.substring(slash + 1));
  }

  /** Whether a topic is one that the filter means; {@code $} topics need a {@code $} filter. */
  public static boolean matches(String filter, String topic) {
    if (topic.startsWith(OWN) && !filter.startsWith(OWN)) {
      return false;
    }
    String[] wanted = split(filter);
    String[] levels = split(topic);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return true;
      }
      if (i >= levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
        return false;
      }
    }
    return wanted.length == levels.length;
  }

  /**
   * Whether everything the narrow filter means is meant by the wide one, so that a right to the
   * wide one is a right to the narrow one.
   */
  public static boolean covers(String wide, String narrow) {
    if (narrow.startsWith(OWN) && !wide.startsWith(OWN)) {
      return false;
    }
    String[] wanted = split(wide);
    String[] levels = split(narrow);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return true;
      }
      if (i >= levels.length || levels[i].equals("#")) {
        return false;
      }
      if (!wanted[i].equals("+") && !wanted[i].equals(levels[i])) {
        return false;
      }
    }
    return wanted.length == levels.length;
  }

  /** The levels of a topic or filter; empty ones count. */
  public static String[] split(String topic) {
    return topic.split("/", -1);
  }

  private static boolean isPlainFilter(String filter, Limits limits) {
    if (!isWithin(filter, limits)) {
      return false;
    }
    String[] levels = split(filter);
    for (int i = 0; i < levels.length; i++) {
      boolean lone = levels[i].length() == 1;
      boolean many = levels[i].indexOf('#') >= 0;
      boolean wild = many || levels[i].indexOf('+') >= 0;
      if ((wild && !lone) || (many && i < levels.length - 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWithin(String topic, Limits limits) {
    return !topic.isEmpty()
        && topic.indexOf('\0') < 0
        && (topic.length() <= limits.bytes() / 3
            || topic.getBytes(StandardCharsets.UTF_8).length <= limits.bytes())
        && topic.chars().filter(each -> each == '/').count() < limits.levels();
  }
}
