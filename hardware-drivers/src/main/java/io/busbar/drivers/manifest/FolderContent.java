package io.busbar.drivers.manifest;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a driver folder: their limits, and copying them. Hidden entries do not count. */
final class FolderContent {
  static final int MAX_ENTRIES = 1_000;
  static final long MAX_TOTAL_BYTES = 50L << 20;
  private static final int MAX_DEPTH = 8;

  private FolderContent() {}

  static void check(Path folder, Faults faults) throws IOException {
    Files.walkFileTree(
        folder, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, new Inspection(folder, faults));
  }

  /** Copies everything but hidden entries and what tests leave behind; links become files. */
  static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.equals(from) && isHidden(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!isHidden(file)) {
              Files.copy(
                  file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Deletes a folder with all in it; one that is not there is fine. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isHidden(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || name.equals("__pycache__");
  }

  private static final class Inspection extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Faults faults;
    private final Set<String> names = new HashSet<>();
    private int entries;
    private long bytes;

    Inspection(Path root, Faults faults) {
      this.root = root;
      this.faults = faults;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && isHidden(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (isHidden(file)) {
        return FileVisitResult.CONTINUE;
      }
      String name = root.relativize(file).toString();
      checkKind(file, name, attributes);
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        faults.add(name, "differs from another name in case only", "Rename it.");
      }
      entries++;
      bytes += attributes.size();
      return withinLimits() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    private void checkKind(Path file, String name, BasicFileAttributes attributes)
        throws IOException {
      if (attributes.isSymbolicLink()) {
        boolean inside = Files.exists(file) && file.toRealPath().startsWith(root);
        if (!inside || !Files.isRegularFile(file)) {
          faults.add(name, "is a link that leaves the folder", "Replace it by a file.");
        }
        return;
      }
      if (attributes.isDirectory()) {
        faults.add(name, "is nested deeper than %d folders".formatted(MAX_DEPTH), "Flatten it.");
      } else if (!attributes.isRegularFile()) {
        faults.add(name, "is no plain file", "Remove it.");
      }
    }

    private boolean withinLimits() {
      if (entries > MAX_ENTRIES) {
        faults.add(".", "holds more than %d files".formatted(MAX_ENTRIES), "Remove some.");
        return false;
      }
      if (bytes > MAX_TOTAL_BYTES) {
        faults.add(".", "is larger than 50 MiB", "Remove what the driver does not need.");
        return false;
      }
      return true;
    }
  }
}
