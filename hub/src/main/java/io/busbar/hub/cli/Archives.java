package io.busbar.hub.cli;

import io.busbar.hub.backup.BackupFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Backs up and restores the hub of one configuration. Its methods block. */
public interface Archives {
  /**
   * Writes a backup, whether the hub runs or not; replaces a file of that name.
   *
   * @param hubVersion the version of this Busbar
   * @param progress hears a line for a person now and then
   * @return the size of the file
   * @throws BackupFault there is nothing to back up, or the database does not answer
   * @throws IOException the file cannot be written
   */
  long backUp(Path file, String hubVersion, Consumer<String> progress) throws IOException;

  /**
   * Makes the hub what it was when the backup was written.
   *
   * @param force whether what is there may be replaced
   * @throws BackupFault the file is no sound backup of this version or an older one, or what is
   *     there may not be replaced; nothing is changed then
   * @throws io.busbar.hub.config.ConfigFault a hub runs
   * @throws IOException a file cannot be read or written
   */
  void restore(Path file, boolean force, Consumer<String> progress) throws IOException;
}
