package io.busbar.hub;

import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.config.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The folder of everything this node writes: readable by its owner alone, used by one hub. */
public final class HubFolder implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_READS =
      PosixFilePermissions.fromString("rw-------");
  private static final int KEY_BYTES = 32;

  private final Path folder;
  private final FileChannel lockFile;
  private final SecureRandom random;

  private HubFolder(Path folder, FileChannel lockFile, SecureRandom random) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.random = random;
  }

  /**
   * Opens the folder, made when absent, for this process alone.
   *
   * @throws ConfigFault it cannot be written, or another hub uses it
   */
  public static HubFolder open(Path folder, SecureRandom random) {
    return openUnlessUsed(folder, random).orElseThrow(() -> used(folder));
  }

  /**
   * Opens the folder, made when absent, for this process alone; empty when another hub uses it.
   *
   * @throws ConfigFault it cannot be written
   */
  public static Optional<HubFolder> openUnlessUsed(Path folder, SecureRandom random) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, OWNER_ALONE);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new HubFolder(folder, channel, random));
    } catch (IOException e) {
      throw new ConfigFault(
          folder + " cannot be used: " + e, "Set BUSBAR_DATA_DIR to a folder this user may write.");
    }
  }

  private static ConfigFault used(Path folder) {
    return new ConfigFault(
        folder + " is used by another running Busbar.",
        "Stop that one, or set BUSBAR_DATA_DIR to another folder.");
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** A place in the folder. */
  public Path resolve(String name) {
    return folder.resolve(name);
  }

  /** A secret made at first use and kept in {@code keys/<name>}, mode 0600. */
  public Secret key(String name) throws IOException {
    Path keys = Files.createDirectories(folder.resolve("keys"));
    Files.setPosixFilePermissions(keys, OWNER_ALONE);
    Path file = keys.resolve(name);
    if (!Files.exists(file)) {
      byte[] bytes = new byte[KEY_BYTES];
      random.nextBytes(bytes);
      write(file, HexFormat.of().formatHex(bytes));
    }
    return new Secret(Files.readString(file).strip());
  }

  /** Replaces a file as a whole; only its owner may read it. */
  public void write(Path file, String content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_READS));
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        int unused = channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Lets another hub use the folder. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
