package io.busbar.hub.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that stands while a restore replaces things, and says by which backup. */
final class PendingMark {
  private final Path dir;
  private final Path file;

  PendingMark(Path dir) {
    this.dir = dir;
    this.file = dir.resolve("restore.pending");
  }

  boolean exists() {
    return Files.exists(file);
  }

  boolean isOf(String id) throws IOException {
    return exists() && Files.readString(file, StandardCharsets.UTF_8).equals(id);
  }

  void put(String id) throws IOException {
    Path unused =
        Files.writeString(
            file,
            id,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            StandardOpenOption.DSYNC);
    try (FileChannel folder = FileChannel.open(dir, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
