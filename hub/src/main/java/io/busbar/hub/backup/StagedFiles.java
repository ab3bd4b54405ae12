package io.busbar.hub.backup;

import io.busbar.hub.backup.BackupContents.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files of a backup, written beside their place and then moved there. Moving may be cut short: done
 * again from the same backup, it ends the same.
 */
final class StagedFiles implements AutoCloseable {
  private static final String FRESH = ".restore-new";
  private static final String FORMER = ".restore-old";
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PLAIN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> PROGRAM =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Folders folders;

  private StagedFiles(Folders folders) {
    this.folders = folders;
  }

  /** Makes empty folders to write to. */
  static StagedFiles open(Folders folders) throws IOException {
    StagedFiles files = new StagedFiles(folders);
    for (Path place : files.places()) {
      delete(fresh(place));
      Path unused = Files.createDirectories(fresh(place), FOLDER);
    }
    return files;
  }

  /** Writes one file; it is on disk when this returns. */
  void add(StoredFile file, InputStream content) throws IOException {
    Path target = target(file.path());
    Path unused = Files.createDirectories(folderOf(target), FOLDER);
    Files.createFile(target, file.executable() ? PROGRAM : PLAIN);
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      long bytes = content.transferTo(out);
      channel.force(true);
      if (bytes != file.bytes()) {
        throw new IOException(target + " has " + bytes + " bytes");
      }
    }
  }

  /** Moves everything to its place. Keys are added to those that are there. */
  void swap() throws IOException {
    Path keys = Files.createDirectories(folders.keys(), FOLDER);
    try (Stream<Path> fresh = Files.list(fresh(keys))) {
      for (Path key : fresh.toList()) {
        Path unused =
            Files.move(key, keys.resolve(key.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    force(keys);
    replace(folders.drivers());
    replace(folders.instances());
  }

  @Override
  public void close() throws IOException {
    for (Path place : places()) {
      delete(fresh(place));
    }
  }

  private static void replace(Path place) throws IOException {
    Path former = beside(place, FORMER);
    delete(former);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      Path unused = Files.move(place, former, StandardCopyOption.ATOMIC_MOVE);
    }
    Path unused = Files.move(fresh(place), place, StandardCopyOption.ATOMIC_MOVE);
    force(folderOf(place));
    delete(former);
  }

  private List<Path> places() {
    return List.of(folders.keys(), folders.drivers(), folders.instances());
  }

  /** The name was checked when the contents were read; it is checked where it counts, too. */
  private Path target(String path) throws IOException {
    int slash = path.indexOf('/');
    Path root =
        switch (path.substring(0, slash)) {
          case EntryNames.KEYS -> fresh(folders.keys());
          case EntryNames.DRIVERS -> fresh(folders.drivers());
          default -> fresh(folders.instances());
        };
    Path target = root.resolve(path.substring(slash + 1)).normalize();
    if (!target.startsWith(root) || target.equals(root)) {
      throw new IOException("A file outside of its folder: " + path);
    }
    return target;
  }

  private static Path fresh(Path place) {
    return beside(place, FRESH);
  }

  private static Path beside(Path place, String suffix) {
    return place.resolveSibling(place.getFileName() + suffix);
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
