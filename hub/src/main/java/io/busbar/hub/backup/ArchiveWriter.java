package io.busbar.hub.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP file that appears under its name whole or not at all; only its owner may read it. */
final class ArchiveWriter implements AutoCloseable {
  private static final String OWNER_READS = "rw-------";

  private final Path target;
  private final Path draft;
  private final ZipOutputStream zip;

  private ArchiveWriter(Path target, Path draft, ZipOutputStream zip) {
    this.target = target;
    this.draft = draft;
    this.zip = zip;
  }

  /** Begins a file beside its place. */
  static ArchiveWriter open(Path target) throws IOException {
    Path draft =
        Files.createTempFile(
            folderOf(target),
            "." + target.getFileName(),
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_READS)));
    draft.toFile().deleteOnExit();
    return new ArchiveWriter(
        target,
        draft,
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16)));
  }

  /** Begins an entry; what is written goes there until its {@link #end}. */
  Measured.Output begin(String name) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    return new Measured.Output(zip);
  }

  /** Ends an entry; returns its measures. */
  BackupContents.Entry end(String name, Measured.Output written) throws IOException {
    zip.closeEntry();
    return written.entry(name);
  }

  /** Makes the file durable and gives it its name; returns its size. */
  long publish() throws IOException {
    zip.close();
    try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(folderOf(target), StandardOpenOption.READ)) {
      folder.force(true);
    }
    return Files.size(target);
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    try {
      zip.close();
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
  }
}
