package io.busbar.hub.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files a backup takes along: two keys, installed drivers, and the folders driver instances
 * work in. Logs, process ids, hidden files of drivers, links and what is too large stay behind.
 */
final class HubFiles {
  /** The folder of an instance that its driver may write to. */
  static final String WORK = "work";

  private static final int DEPTH_OF_WORK = 2;

  private final Folders folders;
  private final Limits limits;
  private final Consumer<String> progress;
  private final Map<String, Path> found = new TreeMap<>();

  HubFiles(Folders folders, Limits limits, Consumer<String> progress) {
    this.folders = folders;
    this.limits = limits;
    this.progress = progress;
  }

  /** Path in the backup to file, in order; what stays behind is told. */
  Map<String, Path> find() throws IOException {
    for (String key : EntryNames.KEPT_KEYS) {
      Path file = folders.keys().resolve(key);
      if (Files.isRegularFile(file)) {
        found.put(EntryNames.KEYS + "/" + key, file);
      }
    }
    walk(EntryNames.DRIVERS, folders.drivers(), HubFiles::isPartOfDriver);
    walk(EntryNames.INSTANCES, folders.instances(), HubFiles::isWork);
    return found;
  }

  private static boolean isPartOfDriver(Path relative) {
    for (Path segment : relative) {
      String name = segment.toString();
      if (name.startsWith(".") || name.equals("__pycache__")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWork(Path relative) {
    return relative.getNameCount() <= DEPTH_OF_WORK
        || relative.getName(DEPTH_OF_WORK).toString().equals(WORK);
  }

  private void walk(String root, Path folder, Choice choice) throws IOException {
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(folder, new Walk(root, folder, choice));
    }
  }

  @FunctionalInterface
  private interface Choice {
    boolean takes(Path relative);
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final String root;
    private final Path folder;
    private final Choice choice;

    Walk(String root, Path folder, Choice choice) {
      this.root = root;
      this.folder = folder;
      this.choice = choice;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
      boolean taken = visited.equals(folder) || choice.takes(folder.relativize(visited));
      return taken ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Path relative = folder.relativize(file);
      if (!choice.takes(relative) || isBesideWork(relative)) {
        return FileVisitResult.CONTINUE;
      }
      String path = root + "/" + relative;
      String obstacle = obstacle(path, attributes);
      if (obstacle == null) {
        found.put(path, file);
      } else {
        progress.accept("Left out " + file + ": it " + obstacle + ".");
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isBesideWork(Path relative) {
      return root.equals(EntryNames.INSTANCES) && relative.getNameCount() <= DEPTH_OF_WORK + 1;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
      if (cause instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw cause;
    }

    private @Nullable String obstacle(String path, BasicFileAttributes attributes) {
      if (!attributes.isRegularFile()) {
        return "is no plain file";
      }
      if (!EntryNames.isFile(path)) {
        return "has a name that cannot be carried along";
      }
      return attributes.size() > limits.fileBytes() ? "is too large" : null;
    }
  }
}
