package io.busbar.hub.backup;

import io.busbar.hub.backup.BackupContents.Entry;
import io.busbar.hub.backup.BackupContents.StoredFile;
import io.busbar.hub.backup.BackupContents.Table;
import io.busbar.hub.database.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes a hub into one file. */
public final class Backup {
  private final Folders folders;
  private final String hubVersion;
  private final Clock clock;
  private final Consumer<String> progress;
  private final Limits limits = Limits.DEFAULT;

  /**
   * @param progress hears a line for a person now and then
   */
  public Backup(Folders folders, String hubVersion, Clock clock, Consumer<String> progress) {
    this.folders = folders;
    this.hubVersion = hubVersion;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Writes the file, readable by its owner alone, whole or not at all; the hub may run. All tables
   * are of one moment. Replaces a file of that name. Blocks.
   *
   * @return the size of the file
   * @throws BackupFault the database holds no hub or does not answer, or there is too much
   * @throws IOException the file cannot be written
   */
  public long write(DatabaseAddress database, Path file) throws IOException {
    try (DatabaseSnapshot snapshot = DatabaseSnapshot.open(database);
        ArchiveWriter archive = ArchiveWriter.open(file)) {
      BackupContents contents = copyAll(snapshot, archive);
      Measured.Output out = archive.begin(EntryNames.CONTENTS);
      out.write(contents.toJson());
      refuseTooLarge(archive.end(EntryNames.CONTENTS, out), contents.entries().size());
      return archive.publish();
    } catch (SQLException e) {
      throw new BackupFault(
          "The database cannot be read: " + e.getMessage(), "Try again when it answers.", e);
    }
  }

  private BackupContents copyAll(DatabaseSnapshot snapshot, ArchiveWriter archive)
      throws SQLException, IOException {
    String schemaVersion = snapshot.schemaVersion();
    List<Table> tables = copyTables(snapshot, archive);
    return new BackupContents(
        BackupContents.FORMAT,
        hubVersion,
        schemaVersion,
        clock.instant(),
        tables,
        snapshot.sequences(),
        copyFiles(archive));
  }

  private List<Table> copyTables(DatabaseSnapshot snapshot, ArchiveWriter archive)
      throws SQLException, IOException {
    List<Table> tables = new ArrayList<>();
    for (String name : snapshot.tables()) {
      List<String> columns = snapshot.columns(name);
      String entryName = EntryNames.ofTable(name);
      Measured.Output out = archive.begin(entryName);
      long rows = snapshot.copy(name, columns, out);
      Entry entry = archive.end(entryName, out);
      tables.add(new Table(name, columns, rows, entry.bytes(), entry.sha256()));
      progress.accept("  %s: %d rows".formatted(name, rows));
    }
    return tables;
  }

  private List<StoredFile> copyFiles(ArchiveWriter archive) throws IOException {
    List<StoredFile> files = new ArrayList<>();
    Map<String, Path> found = new HubFiles(folders, limits, progress).find();
    for (Map.Entry<String, Path> each : found.entrySet()) {
      copy(archive, each.getKey(), each.getValue(), files);
    }
    progress.accept("  keys, drivers and what they keep: %d files".formatted(files.size()));
    return files;
  }

  /** A driver may remove its file meanwhile; one that is open is read to its end. */
  private void copy(ArchiveWriter archive, String path, Path file, List<StoredFile> files)
      throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      boolean executable =
          Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
      String entryName = EntryNames.ofFile(path);
      Measured.Output out = archive.begin(entryName);
      long unused =
          new Measured.Input(content, file.toString(), limits.fileBytes()).transferTo(out);
      Entry entry = archive.end(entryName, out);
      files.add(new StoredFile(path, executable, entry.bytes(), entry.sha256()));
    } catch (NoSuchFileException e) {
      progress.accept("Left out " + file + ": it is gone.");
    }
  }

  private void refuseTooLarge(Entry contents, int entries) {
    if (entries > limits.entries() || contents.bytes() > limits.contentsBytes()) {
      throw new BackupFault(
          "There are more than %d files to back up.".formatted(limits.entries()),
          "Remove what driver instances do not need below %s.".formatted(folders.instances()));
    }
  }
}
