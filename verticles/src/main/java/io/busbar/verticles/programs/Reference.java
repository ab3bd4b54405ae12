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
