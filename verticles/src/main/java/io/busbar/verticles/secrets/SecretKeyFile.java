package io.busbar.verticles.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The file with the hub's key for secrets: made once, readable by the hub's user alone. */
public final class SecretKeyFile {
  private static final int KEY_BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY);

  private SecretKeyFile() {}

  /**
   * Reads the key, or makes it when the file does not exist. Blocks: call it before the event loop
   * runs.
   *
   * @param file usually {@code <data>/keys/secrets.key}
   * @param random must be a {@link java.security.SecureRandom}
   * @throws IOException when the file cannot be read or written, others may read it, or it holds no
   *     key
   */
  public static SecretKey readOrMake(Path file, RandomGenerator random) throws IOException {
    if (!Files.exists(file)) {
      make(file, random);
    }
    Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    others.removeAll(OWNER_ONLY);
    if (!others.isEmpty()) {
      throw new IOException(
          "Others can use %s. Check who did, then run: chmod 600 %s".formatted(file, file));
    }
    return parse(file);
  }

  private static void make(Path file, RandomGenerator random) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder, FOLDER);
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    // A hub that dies here leaves no half-written key under the real name.
    Path draft = Files.createTempFile(folder, "secrets", ".new", FILE);
    Files.writeString(draft, Base64.getEncoder().encodeToString(key) + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static SecretKey parse(Path file) throws IOException {
    try {
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length == KEY_BYTES) {
        return new SecretKeySpec(key, "AES");
      }
    } catch (IllegalArgumentException e) {
      throw notAKey(file, e);
    }
    throw notAKey(file, null);
  }

  private static IOException notAKey(Path file, @Nullable Throwable cause) {
    return new IOException(
        "%s holds no key. Restore it from a backup; without it stored secrets are lost."
            .formatted(file),
        cause);
  }
}
