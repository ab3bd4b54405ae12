package io.busbar.hub.backup;

import io.busbar.hub.backup.BackupContents.StoredFile;
import io.busbar.hub.backup.BackupContents.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives as honest and hostile hands write them. */
final class TestArchive {
  private final List<Table> tables = new ArrayList<>();
  private final List<StoredFile> files = new ArrayList<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** A table that is listed as it is. */
  TestArchive table(String name, List<String> columns, String csv) {
    byte[] content = csv.getBytes(StandardCharsets.UTF_8);
    long rows = csv.lines().count();
    tables.add(new Table(name, columns, rows, content.length, sha256(content)));
    return entry(EntryNames.ofTable(name), csv);
  }

  /** A file that is listed as it is. */
  TestArchive file(String path, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    files.add(new StoredFile(path, false, content.length, sha256(content)));
    return entry(EntryNames.ofFile(path), text);
  }

  /** An entry, listed or not. */
  TestArchive entry(String name, String text) {
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  TestArchive without(String name) {
    entries.remove(name);
    return this;
  }

  BackupContents contents(String schemaVersion) {
    return new BackupContents(
        BackupContents.FORMAT,
        "1.2.3",
        schemaVersion,
        Instant.parse("2026-01-02T03:04:05Z"),
        tables,
        Map.of(),
        files);
  }

  /** Writes it with its list of contents. */
  Path write(Path file) throws IOException {
    return write(file, new String(contents("1").toJson(), StandardCharsets.UTF_8));
  }

  /** Writes it with a list of contents of the caller's. */
  Path write(Path file, String contents) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>(entries);
    all.put(EntryNames.CONTENTS, contents.getBytes(StandardCharsets.UTF_8));
    return zip(file, all);
  }

  /** Writes it without one. */
  Path writeBare(Path file) throws IOException {
    return zip(file, entries);
  }

  private static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private static String sha256(byte[] content) {
    MessageDigest digest = Measured.sha256();
    digest.update(content);
    return Measured.hex(digest);
  }
}
