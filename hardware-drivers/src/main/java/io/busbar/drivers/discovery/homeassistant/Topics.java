package io.busbar.drivers.discovery.homeassistant;

/** Topics and filters with {@code +}. */
final class Topics {
  private Topics() {}

  static boolean isExact(String filter) {
    return !filter.contains("+");
  }

  static boolean matches(String filter, String topic) {
    if (isExact(filter)) {
      return filter.equals(topic);
    }
    String[] wanted = filter.split("/", -1);
    String[] levels = topic.split("/", -1);
    if (wanted.length != levels.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].equals("+") && !wanted[i].equals(levels[i])) {
        return false;
      }
    }
    return true;
  }
}
