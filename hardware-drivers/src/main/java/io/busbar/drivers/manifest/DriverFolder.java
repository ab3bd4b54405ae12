package io.busbar.drivers.manifest;

import io.busbar.contracts.bus.HubFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with one driver: its manifest and its implementation. Reading blocks.
 *
 * @param path absolute, links resolved
 * @param bundled shipped with the hub, not installed by a person
 */
public record DriverFolder(Path path, DriverManifest manifest, boolean bundled) {
  private static final String MANIFEST = ".driver.json";

  /**
   * Opens a folder and checks it.
   *
   * @throws HubFailure INVALID with one detail per fault: no or several manifests, a faulty
   *     manifest, no implementation, links that leave the folder, too many or too large files
   */
  public static DriverFolder open(Path folder, boolean bundled) {
    try {
      Path path = folder.toRealPath();
      DriverManifest manifest = ManifestReader.read(manifestOf(path));
      Faults faults = new Faults();
      checkImplementation(path, manifest, bundled, faults);
      FolderContent.check(path, faults);
      if (!faults.none()) {
        throw faults.failure("The driver folder is not valid.", "Mend each detail.");
      }
      return new DriverFolder(path, manifest, bundled);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** Whether a folder has a manifest at all, valid or not. */
  static boolean looksLikeOne(Path folder) throws IOException {
    return Files.isDirectory(folder) && !manifests(folder).isEmpty();
  }

  /** The file to run; null for a driver inside the hub. */
  public @Nullable Path implementation() {
    String file = manifest.driverFile();
    return file == null ? null : path.resolve(file);
  }

  private static byte[] manifestOf(Path path) throws IOException {
    List<Path> manifests = manifests(path);
    if (manifests.size() != 1) {
      throw HubFailure.invalid(
              "Expected exactly one *.driver.json in %s, found %d."
                  .formatted(path.getFileName(), manifests.size()),
              "A driver folder holds one manifest and one implementation.")
          .reason("INVALID_DRIVER");
    }
    Path manifest = manifests.get(0);
    if (!Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)
        || Files.size(manifest) > ManifestReader.MAX_BYTES) {
      throw HubFailure.invalid(
              "%s is no plain file of at most 256 KiB.".formatted(manifest.getFileName()),
              "Replace it by a file.")
          .reason("INVALID_DRIVER");
    }
    return Files.readAllBytes(manifest);
  }

  private static List<Path> manifests(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.filter(entry -> entry.getFileName().toString().endsWith(MANIFEST)).toList();
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }

  private static void checkImplementation(
      Path path, DriverManifest manifest, boolean bundled, Faults faults) {
    String file = manifest.driverFile();
    if (file == null) {
      if (!bundled) {
        faults.add("$.driverType", "java is for bundled drivers", "Use python, javascript or lua.");
      }
      return;
    }
    if (!Files.isRegularFile(path.resolve(file))) {
      faults.add("$.driverFile", "there is no file " + file, "Put it beside the manifest.");
    }
  }

  private static HubFailure unreadable(Path folder, IOException cause) {
    return HubFailure.invalid(
            "Cannot read %s: %s.".formatted(folder, cause),
            "Check that it is a folder and that the hub may read it.")
        .reason("INVALID_DRIVER");
  }
}
