package io.busbar.drivers.manifest;

import io.busbar.contracts.bus.HubFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Installs driver folders below one storage folder, {@code <KEY>/<version>}. Blocks. */
public final class DriverInstaller {
  private final Path storage;

  public DriverInstaller(Path storage) {
    this.storage = storage;
  }

  /** What is wrong with a folder, one line per fault; empty when it can be installed. */
  public List<String> check(Path folder) {
    try {
      DriverFolder checked = DriverFolder.open(folder, false);
      return checked.manifest().haptiqueApp() == null ? List.of() : List.of(signedOnly().message());
    } catch (HubFailure failure) {
      return failure.details().isEmpty() ? List.of(failure.message()) : failure.details();
    }
  }

  /**
   * Copies a folder into the storage, whole or not at all; earlier versions stay for a roll-back.
   *
   * @return the installed driver
   * @throws HubFailure INVALID the folder is faulty · CONFLICT this version is installed already ·
   *     UNAVAILABLE the storage cannot be written
   */
  public DriverFolder install(Path folder) {
    DriverFolder source = DriverFolder.open(folder, false);
    if (source.manifest().haptiqueApp() != null) {
      throw signedOnly();
    }
    Path versions = storage.resolve(source.manifest().driverKey().value());
    Path target = versions.resolve(source.manifest().version().text());
    if (Files.exists(target)) {
      throw HubFailure.conflict(
          "ALREADY_INSTALLED",
          "%s %s is installed already."
              .formatted(source.manifest().driverKey(), source.manifest().version()),
          "Raise the version in the manifest.");
    }
    try {
      return copy(source.path(), versions, target);
    } catch (IOException e) {
      throw HubFailure.unavailable(
          "Cannot write to %s: %s.".formatted(storage, e), "Check its permissions and free space.");
    }
  }

  private DriverFolder copy(Path source, Path versions, Path target) throws IOException {
    Files.createDirectories(
        versions,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path incoming = Files.createTempDirectory(versions, ".incoming-");
    try {
      FolderContent.copy(source, incoming);
      DriverFolder copied = DriverFolder.open(incoming, false);
      Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
      return new DriverFolder(target.toRealPath(), copied.manifest(), false);
    } finally {
      FolderContent.delete(incoming);
    }
  }

  private static HubFailure signedOnly() {
    return HubFailure.invalid(
            "$.haptiqueApp: is for signed packages of the registry only.",
            "Remove it from the manifest.")
        .reason("INVALID_DRIVER");
  }
}
