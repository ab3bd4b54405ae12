package io.busbar.hub.backup;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** How the entries of a backup are called; every other name is refused. */
final class EntryNames {
  static final String CONTENTS = "backup.json";
  static final String KEYS = "keys";
  static final String DRIVERS = "drivers";
  static final String INSTANCES = "instances";

  /** The keys that what is stored depends on; others belong to one installation. */
  static final Set<String> KEPT_KEYS = Set.of("jwt", "secrets.key");

  private static final String TABLES = "tables/";
  private static final String FILES = "files/";
  private static final int MAX_PATH_BYTES = 1_024;
  private static final int MAX_SEGMENT_BYTES = 255;
  private static final int MAX_DEPTH = 40;
  private static final char UNREADABLE = '\uFFFD';

  private EntryNames() {}

  static String ofTable(String table) {
    return TABLES + table + ".csv";
  }

  static String ofFile(String path) {
    return FILES + path;
  }

  /** Whether this is a name of PostgreSQL as migrations give them. */
  static boolean isIdentifier(String name) {
    return name.matches("[a-z_][a-z0-9_]{0,62}");
  }

  /** Whether a file of this path, relative to the data directory, may be in a backup. */
  static boolean isFile(String path) {
    if (!isSound(path)) {
      return false;
    }
    int slash = path.indexOf('/');
    String root = slash < 0 ? "" : path.substring(0, slash);
    return switch (root) {
      case KEYS -> KEPT_KEYS.contains(path.substring(slash + 1));
      case DRIVERS, INSTANCES -> true;
      default -> false;
    };
  }

  private static boolean isSound(String path) {
    String[] segments = path.split("/", -1);
    boolean sound = segments.length <= MAX_DEPTH && bytes(path) <= MAX_PATH_BYTES;
    for (String segment : segments) {
      sound &= isSoundSegment(segment);
    }
    return sound;
  }

  private static boolean isSoundSegment(String segment) {
    return !segment.isEmpty()
        && !segment.equals(".")
        && !segment.equals("..")
        && bytes(segment) <= MAX_SEGMENT_BYTES
        && segment.chars().noneMatch(EntryNames::isOdd);
  }

  private static boolean isOdd(int character) {
    return character == '\\' || character == UNREADABLE || Character.isISOControl(character);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
