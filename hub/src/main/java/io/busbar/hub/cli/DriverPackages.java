package io.busbar.hub.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the command line needs to know about driver folders. */
public interface DriverPackages {
  /** Every fault of the folder, for a person; empty when it is a sound driver. */
  List<String> check(Path folder) throws IOException;

  /**
   * Copies a sound driver to the installed ones; returns where it lies.
   *
   * @throws IOException it has faults or cannot be copied; the message says which
   */
  Path install(Path folder) throws IOException;
}
