package io.busbar.drivers.process.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A log file that makes way for a new one when it is full. Blocks; used by one thread at a time.
 */
final class RotatingFile {
  static final int FILES = 5;
  static final long MAX_BYTES = 1 << 20;

  private final Path file;

  RotatingFile(Path file) {
    this.file = file;
  }

  void append(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (Files.exists(file) && Files.size(file) + bytes.length > MAX_BYTES) {
      rotate();
    }
    Files.createDirectories(file.getParent());
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rotate() throws IOException {
    for (int number = FILES - 2; number >= 0; number--) {
      Path from = numbered(number);
      if (Files.exists(from)) {
        Files.move(from, numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path numbered(int number) {
    return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
  }
}
