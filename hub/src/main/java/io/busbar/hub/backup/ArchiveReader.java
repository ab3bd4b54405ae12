package io.busbar.hub.backup;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stranger's archive from front to end, so that memory and disk do not depend on what it
 * says of itself. Nothing of it becomes the name of a file before {@link EntryNames} accepts it.
 */
final class ArchiveReader {
  private static final String TAKE_ANOTHER = "Take another copy of the file.";

  private final Path file;
  private final Limits limits;

  ArchiveReader(Path file, Limits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** What happens with an entry; it need not read all of it. */
  @FunctionalInterface
  interface Visitor {
    void visit(String name, InputStream content) throws IOException;
  }

  /**
   * Reads everything and compares it with the list of contents.
   *
   * @throws BackupFault it is no backup, cut short, changed, larger than the limits, or newer
   */
  BackupContents verify() {
    Inspection inspection = new Inspection();
    try {
      each(inspection::accept);
    } catch (EOFException e) {
      throw new BackupFault(file + " is cut short.", TAKE_ANOTHER, e);
    } catch (ZipException | IllegalArgumentException e) {
      throw new BackupFault(file + " is damaged: " + e.getMessage(), TAKE_ANOTHER, e);
    } catch (IOException e) {
      throw new BackupFault(
          file + " cannot be read: " + e.getMessage(), "Check the path and the permissions.", e);
    }
    return inspection.contents();
  }

  /**
   * Shows each entry but the list of contents to a visitor, in order.
   *
   * @throws BackupFault an entry is not what was verified
   */
  void replay(BackupContents contents, Visitor visitor) throws IOException {
    List<BackupContents.Entry> expected = contents.entries();
    List<BackupContents.Entry> seen = new ArrayList<>();
    each(
        (name, content) -> {
          if (seen.size() == expected.size()) {
            return;
          }
          requireNext(name, expected.get(seen.size()));
          visitor.visit(name, content);
          seen.add(content.drain());
          requireSame(seen.get(seen.size() - 1), expected.get(seen.size() - 1));
        });
    if (seen.size() != expected.size()) {
      throw changed(file.toString());
    }
  }

  private static void requireNext(String name, BackupContents.Entry expected) {
    if (!name.equals(expected.name())) {
      throw changed(expected.name());
    }
  }

  private static void requireSame(BackupContents.Entry seen, BackupContents.Entry expected) {
    if (!seen.equals(expected)) {
      throw changed(expected.name());
    }
  }

  private static BackupFault changed(String name) {
    return new BackupFault(
        name + " is not what it was a moment ago.", "Leave the file alone and restore again.");
  }

  private void each(EntryReading reading) throws IOException {
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      long left = limits.totalBytes();
      int count = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        refuseTooMany(++count);
        Measured.Input content =
            new Measured.Input(zip, entry.getName(), Math.min(left, limitOf(entry.getName())));
        reading.read(entry.getName(), content);
        BackupContents.Entry unused = content.drain();
        left -= content.bytes();
      }
    }
  }

  private void refuseTooMany(int count) {
    if (count > limits.entries() + 1) {
      throw new BackupFault(
          "%s holds more than %d entries.".formatted(file, limits.entries()),
          "It was not written by Busbar, or was changed: take another one.");
    }
  }

  private long limitOf(String name) {
    if (name.equals(EntryNames.CONTENTS)) {
      return limits.contentsBytes();
    }
    return name.startsWith(EntryNames.ofFile("")) ? limits.fileBytes() : limits.totalBytes();
  }

  @FunctionalInterface
  private interface EntryReading {
    void read(String name, Measured.Input content) throws IOException;
  }

  /** What was found on the way, to be compared at the end. */
  private final class Inspection {
    private final List<BackupContents.Entry> found = new ArrayList<>();
    private @Nullable BackupContents contents;

    void accept(String name, Measured.Input content) throws IOException {
      if (contents != null) {
        throw new BackupFault(
            "%s holds %s, which is not in its list of contents.".formatted(file, shown(name)),
            "It was changed after it was written: take another one.");
      }
      if (name.equals(EntryNames.CONTENTS)) {
        contents = BackupContents.parse(content.readAllBytes());
      } else {
        found.add(content.drain());
      }
    }

    BackupContents contents() {
      if (contents == null) {
        throw found.isEmpty()
            ? new BackupFault(
                file + " is no backup of Busbar.",
                "`busbar backup` writes them: give one of those.")
            : new BackupFault(file + " is cut short.", TAKE_ANOTHER);
      }
      compare(contents.entries());
      return contents;
    }

    private void compare(List<BackupContents.Entry> listed) {
      for (int i = 0; i < Math.max(listed.size(), found.size()); i++) {
        BackupContents.Entry wanted = i < listed.size() ? listed.get(i) : null;
        BackupContents.Entry there = i < found.size() ? found.get(i) : null;
        if (!Objects.equals(wanted, there)) {
          throw difference(wanted, there);
        }
      }
    }

    private BackupFault difference(
        BackupContents.@Nullable Entry wanted, BackupContents.@Nullable Entry there) {
      if (wanted != null && there != null && wanted.name().equals(there.name())) {
        return new BackupFault(
            "%s in %s is damaged: its checksum is wrong.".formatted(wanted.name(), file),
            TAKE_ANOTHER);
      }
      if (there != null) {
        return new BackupFault(
            "%s holds %s, which is not in its list of contents."
                .formatted(file, shown(there.name())),
            "It was changed after it was written: take another one.");
      }
      String missing = wanted == null ? "" : wanted.name();
      return new BackupFault("%s is missing in %s.".formatted(missing, file), TAKE_ANOTHER);
    }
  }

  /** A stranger's name, safe to print. */
  private static String shown(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return "'" + (plain.length() > 100 ? plain.substring(0, 100) + "…" : plain) + "'";
  }
}
