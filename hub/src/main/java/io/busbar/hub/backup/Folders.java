package io.busbar.hub.backup;

import java.nio.file.Path;

/**
 * Where a hub keeps files.
 *
 * @param dir the data directory
 * @param drivers installed drivers, usually in it
 */
public record Folders(Path dir, Path drivers) {
  Path keys() {
    return dir.resolve(EntryNames.KEYS);
  }

  Path instances() {
    return dir.resolve(EntryNames.INSTANCES);
  }
}
