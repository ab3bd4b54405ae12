package io.busbar.hub.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a backup says of itself, in {@code backup.json}.
 *
 * @param format of the archive: {@link #FORMAT}
 * @param hubVersion the version of Busbar that wrote it
 * @param schemaVersion the last migration of its tables
 * @param tables in the order they can be loaded
 * @param sequences the last value of each that was used
 */
public record BackupContents(
    int format,
    String hubVersion,
    String schemaVersion,
    Instant createdAt,
    List<Table> tables,
    Map<String, Long> sequences,
    List<StoredFile> files) {
  /** The format this version writes, and the newest it reads. */
  static final int FORMAT = 1;

  public BackupContents {
    Objects.requireNonNull(hubVersion, "hubVersion");
    Objects.requireNonNull(createdAt, "createdAt");
    require(schemaVersion.matches("\\d+([._]\\d+)*"), "schemaVersion");
    tables = List.copyOf(tables);
    sequences = Collections.unmodifiableSortedMap(new TreeMap<>(sequences));
    files = List.copyOf(files);
    sequences.keySet().forEach(name -> require(EntryNames.isIdentifier(name), "sequences"));
    require(areDistinct(tables.stream().map(Table::name)), "a table that is listed twice");
    require(areDistinct(files.stream().map(StoredFile::path)), "a file that is listed twice");
  }

  /**
   * One table, as CSV.
   *
   * @param columns those the file holds, in its order
   */
  public record Table(String name, List<String> columns, long rows, long bytes, String sha256) {
    public Table {
      require(EntryNames.isIdentifier(name), "the name of a table");
      columns = List.copyOf(columns);
      columns.forEach(column -> require(EntryNames.isIdentifier(column), "a column of " + name));
      require(!columns.isEmpty() && rows >= 0, "table " + name);
      Objects.requireNonNull(sha256, name);
    }

    Entry entry() {
      return new Entry(EntryNames.ofTable(name), bytes, sha256);
    }
  }

  /**
   * One file.
   *
   * @param path below {@code keys}, {@code drivers} or {@code instances}
   * @param executable whether its owner may run it
   */
  public record StoredFile(String path, boolean executable, long bytes, String sha256) {
    public StoredFile {
      require(EntryNames.isFile(path), "the path of a file");
      Objects.requireNonNull(sha256, path);
    }

    Entry entry() {
      return new Entry(EntryNames.ofFile(path), bytes, sha256);
    }
  }

  /** An entry of the archive: how long it is, and its SHA-256 in hexadecimal digits. */
  record Entry(String name, long bytes, String sha256) {}

  /** Everything in the archive, in its order. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    tables.forEach(table -> entries.add(table.entry()));
    files.forEach(file -> entries.add(file.entry()));
    return entries;
  }

  /** How many rows all tables have. */
  public long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  /** Tells this backup from every other. */
  String id() {
    MessageDigest digest = Measured.sha256();
    digest.update(toJson());
    return Measured.hex(digest);
  }

  byte[] toJson() {
    try {
      return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads them.
   *
   * @throws BackupFault they are of a newer format, or make no sense
   */
  static BackupContents parse(byte[] json) {
    try {
      JsonNode node = Json.MAPPER.readTree(json);
      int format = node.path("format").asInt(0);
      if (format > FORMAT) {
        throw new BackupFault(
            "The backup has format %d; this version of Busbar reads up to %d."
                .formatted(format, FORMAT),
            "Restore it with Busbar %s or newer.".formatted(node.path("hubVersion").asText("")));
      }
      require(format == FORMAT, "format");
      return Json.MAPPER.treeToValue(node, BackupContents.class);
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      throw new BackupFault(
          EntryNames.CONTENTS + " of the backup makes no sense: " + firstLine(e),
          "The file is damaged or was changed: take another one.",
          e);
    }
  }

  private static boolean areDistinct(Stream<String> names) {
    Set<String> seen = new HashSet<>();
    return names.allMatch(seen::add);
  }

  private static String firstLine(Exception cause) {
    String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    return message.lines().findFirst().orElse("");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what + " is wrong");
    }
  }
}
