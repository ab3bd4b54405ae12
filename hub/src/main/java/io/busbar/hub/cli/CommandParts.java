package io.busbar.hub.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** What commands share: reading what picocli fills in after construction, and telling. */
final class CommandParts {
  private CommandParts() {}

  static <T> T required(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("picocli did not fill this command");
    }
    return part;
  }

  /** Writes a line at once. */
  static void tell(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
