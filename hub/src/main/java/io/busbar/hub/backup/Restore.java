package io.busbar.hub.backup;

import io.busbar.hub.backup.BackupContents.StoredFile;
import io.busbar.hub.backup.BackupContents.Table;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.database.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Makes a hub what it was when a backup was written. {@link #verify} first, then {@link #apply};
 * until the latter has everything at hand, nothing is changed.
 */
public final class Restore {
  private static final Duration GOODBYE = Duration.ofSeconds(3);
  private static final long POLL_NANOS = 20_000_000;

  private final Folders folders;
  private final String migrations;
  private final Consumer<String> progress;
  private final PendingMark mark;

  /**
   * @param migrations where they lie on the class path
   * @param progress hears a line for a person now and then
   */
  public Restore(Folders folders, String migrations, Consumer<String> progress) {
    this.folders = folders;
    this.migrations = migrations;
    this.progress = progress;
    this.mark = new PendingMark(folders.dir());
  }

  /** Whether a restore into this data directory began to replace things and did not end. */
  public static boolean isPending(Path dir) {
    return new PendingMark(dir).exists();
  }

  /**
   * Reads the whole file and compares every checksum. Blocks.
   *
   * @throws BackupFault it is no backup, damaged, cut short, changed, or of a newer version
   */
  public BackupContents verify(Path file) {
    BackupContents contents = new ArchiveReader(file, Limits.DEFAULT).verify();
    requireKnown(contents);
    return contents;
  }

  /**
   * Replaces tables and files, for a data directory that no hub runs on. The tables change at once;
   * after a crash the same call finishes. Blocks.
   *
   * @param contents what {@link #verify} told of the file
   * @param force whether what is there may be replaced
   * @throws BackupFault there is something and force is not given, others use the database, or the
   *     file changed meanwhile; nothing is changed then
   * @throws IOException a file cannot be read or written
   */
  public void apply(DatabaseAddress database, Path file, BackupContents contents, boolean force)
      throws IOException {
    try (StagedTables tables = StagedTables.open(database, migrations)) {
      if (!force && !mark.isOf(contents.id())) {
        refuseUnlessEmpty(tables);
      }
      refuseOthers(tables);
      try (StagedFiles files = StagedFiles.open(folders)) {
        load(tables, files, file, contents);
        mark.put(contents.id());
        tables.swap();
        files.swap();
      }
      mark.remove();
    } catch (SQLException | FlywayException e) {
      throw new BackupFault(
          "The database cannot be restored: " + e.getMessage(),
          isPending(folders.dir())
              ? "Restore again to finish."
              : "Nothing was changed. Restore again when the cause is mended.",
          e);
    }
  }

  private void load(StagedTables tables, StagedFiles files, Path file, BackupContents contents)
      throws SQLException, IOException {
    tables.begin(contents.schemaVersion());
    Loading loading = new Loading(contents, tables, files);
    new ArchiveReader(file, Limits.DEFAULT).replay(contents, loading::accept);
    tables.complete(contents.sequences());
    progress.accept(
        "  keys, drivers and what they keep: %d files".formatted(contents.files().size()));
  }

  private void requireKnown(BackupContents contents) {
    Set<String> known = Migrations.versions(migrations);
    MigrationVersion wanted = MigrationVersion.fromVersion(contents.schemaVersion());
    if (known.stream().map(MigrationVersion::fromVersion).noneMatch(wanted::equals)) {
      throw new BackupFault(
          "The tables of the backup have version %s, which this version of Busbar does not know."
              .formatted(contents.schemaVersion()),
          "Restore it with Busbar %s or newer.".formatted(contents.hubVersion()));
    }
  }

  private void refuseUnlessEmpty(StagedTables tables) throws SQLException, IOException {
    String there =
        tables.isPlaceTaken()
            ? "The database holds a hub already."
            : isFilled(folders.drivers()) ? folders.drivers() + " holds drivers already." : "";
    if (!there.isEmpty()) {
      throw new BackupFault(
          there,
          "Restore into an empty BUSBAR_DATA_DIR, or say --force: what is there is then replaced"
              + " for good.");
    }
  }

  private static boolean isFilled(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isPresent();
    }
  }

  /** Connections that have just been closed take a moment to go. */
  private static void refuseOthers(StagedTables tables) throws SQLException {
    long deadline = System.nanoTime() + GOODBYE.toNanos();
    int others = tables.others();
    while (others > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
      others = tables.others();
    }
    if (others > 0) {
      throw new BackupFault(
          "The database is in use: %d others are connected.".formatted(others),
          "Stop every hub and program that uses it.");
    }
  }

  /** Takes each entry of the archive to where it belongs. */
  private final class Loading {
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, StoredFile> files = new HashMap<>();
    private final StagedTables stagedTables;
    private final StagedFiles stagedFiles;

    Loading(BackupContents contents, StagedTables stagedTables, StagedFiles stagedFiles) {
      contents.tables().forEach(table -> tables.put(table.entry().name(), table));
      contents.files().forEach(file -> files.put(file.entry().name(), file));
      this.stagedTables = stagedTables;
      this.stagedFiles = stagedFiles;
    }

    void accept(String name, InputStream content) throws IOException {
      Table table = tables.get(name);
      StoredFile file = files.get(name);
      if (table != null) {
        stagedTables.load(table, content);
        progress.accept("  %s: %d rows".formatted(table.name(), table.rows()));
      } else if (file != null) {
        stagedFiles.add(file, content);
      }
    }
  }
}
