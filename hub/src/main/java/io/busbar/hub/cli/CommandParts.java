package io.busbar.hub.cli;

import org.jspecify.annotations.Nullable;

/** Reads what picocli fills in after construction. */
final class CommandParts {
  private CommandParts() {}

  static <T> T required(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("picocli did not fill this command");
    }
    return part;
  }
}
