package io.busbar.hub;

import io.busbar.hub.backup.BackupFault;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.database.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a hub for the time a command needs it: the one of a running hub, or started and
 * stopped again. While it is open and no hub runs, none can start.
 */
final class DatabaseSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseSession.class);

  private final DatabaseAddress address;
  private final UndoStack undo;

  private DatabaseSession(DatabaseAddress address, UndoStack undo) {
    this.address = address;
    this.undo = undo;
  }

  /**
   * Opens the database of a hub that may run.
   *
   * @throws BackupFault there is none, or that of the running hub does not answer
   */
  static DatabaseSession toRead(HubConfig config) throws IOException {
    Path dir = config.storage().dir();
    if (config.database().url() == null && !Files.exists(password(dir))) {
      throw new BackupFault(
          dir + " holds no hub.", "Is BUSBAR_DATA_DIR the one the hub runs with?");
    }
    Optional<HubFolder> folder = HubFolder.openUnlessUsed(dir, new SecureRandom());
    return folder.isPresent() ? open(config, folder.get()) : join(config);
  }

  /**
   * Opens the database of a hub that does not run.
   *
   * @throws io.busbar.hub.config.ConfigFault it runs
   */
  static DatabaseSession toReplace(HubConfig config) throws IOException {
    return open(config, HubFolder.open(config.storage().dir(), new SecureRandom()));
  }

  DatabaseAddress address() {
    return address;
  }

  @Override
  public void close() {
    end(undo);
  }

  private static void end(UndoStack undo) {
    if (!undo.undoAll()) {
      log.warn("Not everything was stopped.");
    }
  }

  private static DatabaseSession open(HubConfig config, HubFolder folder) throws IOException {
    UndoStack undo = new UndoStack();
    undo.push("the data directory", folder::close);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(undo), "database-stop"));
    try {
      Secret url = config.database().url();
      DatabaseAddress address = url == null ? start(folder, undo) : DatabaseStart.external(url);
      return new DatabaseSession(address, undo);
    } catch (IOException | RuntimeException e) {
      end(undo);
      throw e;
    }
  }

  private static DatabaseAddress start(HubFolder folder, UndoStack undo) throws IOException {
    EmbeddedPostgres postgres =
        new EmbeddedPostgres(folder.resolve("postgres"), folder.key("postgres"));
    undo.push("PostgreSQL", postgres::stop);
    return postgres.start();
  }

  private static DatabaseSession join(HubConfig config) throws IOException {
    Secret url = config.database().url();
    if (url != null) {
      return new DatabaseSession(DatabaseStart.external(url), new UndoStack());
    }
    Path dir = config.storage().dir();
    Secret password = new Secret(Files.readString(password(dir)).strip());
    Optional<DatabaseAddress> address =
        new EmbeddedPostgres(dir.resolve("postgres"), password).find();
    if (address.isEmpty()) {
      throw new BackupFault(
          "The database of the running hub does not answer.", "Try again when the hub is ready.");
    }
    return new DatabaseSession(address.get(), new UndoStack());
  }

  private static Path password(Path dir) {
    return dir.resolve("keys").resolve("postgres");
  }
}
