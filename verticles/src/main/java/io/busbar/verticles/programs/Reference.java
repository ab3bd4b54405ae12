package io.busbar.verticles.programs;

/**
 * A place in a program that names something else.
 *
 * @param path {@code actions[3].deviceId}
 */
record Reference(Kind kind, String id, String path) {

  /** Whether the program acts on it, rather than watching or asking it. */
  boolean isActedOn() {
    return path.startsWith("actions") || path.startsWith("off");
  }

  /** Whether "lighting off" concerns it. */
  boolean isLit() {
    return isActedOn() || path.startsWith("lighting");
  }

  /** Whether the program cannot run without it: its own space is only where it is shown. */
  boolean isNeeded() {
    return !path.equals("spaceId");
  }

  /** The fault of naming something that is not there. */
  String missing() {
    return "%s: there is no %s with id '%s'".formatted(path, kind.word(), id);
  }

  /** What can be named. */
  enum Kind {
    DEVICE("device"),
    SPACE("space"),
    PROGRAM("program");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
