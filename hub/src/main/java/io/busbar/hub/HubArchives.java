package io.busbar.hub;

import io.busbar.hub.backup.Backup;
import io.busbar.hub.backup.BackupContents;
import io.busbar.hub.backup.BackupFault;
import io.busbar.hub.backup.Folders;
import io.busbar.hub.backup.Restore;
import io.busbar.hub.cli.Archives;
import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.database.Migrations;
import io.busbar.hub.logging.LogSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** Backup and restore of this node, with its database and its folders. */
final class HubArchives implements Archives {
  private final HubConfig config;
  private final Folders folders;

  HubArchives(HubConfig config) {
    this.config = config;
    this.folders = new Folders(config.storage().dir(), config.storage().driversDir());
  }

  @Override
  public long backUp(Path file, String hubVersion, Consumer<String> progress) throws IOException {
    quietLog();
    if (Restore.isPending(folders.dir())) {
      throw new BackupFault(
          "A restore into " + folders.dir() + " was not finished.",
          "Run `busbar restore` with the same file again, then back up.");
    }
    try (DatabaseSession database = DatabaseSession.toRead(config)) {
      return new Backup(folders, hubVersion, Clock.systemUTC(), progress)
          .write(database.address(), file);
    }
  }

  @Override
  public void restore(Path file, boolean force, Consumer<String> progress) throws IOException {
    quietLog();
    refuseRunning();
    progress.accept("Checking " + file);
    Restore restore = new Restore(folders, Migrations.FOLDER, progress);
    BackupContents contents = restore.verify(file);
    progress.accept(
        "Sound: written %s by Busbar %s, %d rows, %d files"
            .formatted(
                contents.createdAt(),
                contents.hubVersion(),
                contents.rows(),
                contents.files().size()));
    progress.accept("Restoring into " + folders.dir());
    try (DatabaseSession database = DatabaseSession.toReplace(config)) {
      restore.apply(database.address(), file, contents, force);
    }
  }

  /** Told before the file is read, which may take a while; it is made sure of when it counts. */
  private void refuseRunning() throws IOException {
    if (!Files.isDirectory(folders.dir())) {
      return;
    }
    Optional<HubFolder> free = HubFolder.openUnlessUsed(folders.dir(), new SecureRandom());
    if (free.isEmpty()) {
      throw new ConfigFault(
          "A hub runs on " + folders.dir() + ".",
          "Stop it, then restore; it can be started again.");
    }
    free.get().close();
  }

  private static void quietLog() {
    LogSetup.apply(new HubConfig.Log(HubConfig.LogLevel.WARN, HubConfig.LogFormat.TEXT, null));
  }
}
