package io.busbar.bridge.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files of one class path folder, read once and kept in memory. */
public final class PackedFiles {
  private static final Pattern SAFE =
      Pattern.compile("([A-Za-z0-9_@-][A-Za-z0-9._@-]*/)*[A-Za-z0-9_@-][A-Za-z0-9._@-]*");
  private static final int LONGEST_NAME = 256;
  private static final int TAG_BYTES = 12;

  private final Vertx vertx;
  private final String folder;
  private final Map<String, PackedFile> files = new ConcurrentHashMap<>();

  /** A file in memory. */
  public record PackedFile(Buffer bytes, String type, String tag) {}

  /**
   * @param folder the class path folder, with a slash at its end
   */
  public PackedFiles(Vertx vertx, String folder) {
    this.vertx = vertx;
    this.folder = folder;
  }

  /** Finds a file by its path below the folder. Succeeds with null when there is none. */
  public Future<@Nullable PackedFile> find(String path) {
    PackedFile known = files.get(path);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    if (path.length() > LONGEST_NAME || !SAFE.matcher(path).matches()) {
      return Future.succeededFuture(null);
    }
    return vertx.executeBlocking(() -> load(path), false);
  }

  /**
   * Reads a file now; for use at start, off the event loop or for small files.
   *
   * @throws IllegalStateException when it is missing
   */
  public PackedFile require(String path) {
    PackedFile file = load(path);
    if (file == null) {
      throw new IllegalStateException("Missing from the build: " + folder + path);
    }
    return file;
  }

  private @Nullable PackedFile load(String path) {
    try (InputStream in = PackedFiles.class.getClassLoader().getResourceAsStream(folder + path)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      PackedFile file =
          new PackedFile(Buffer.buffer(bytes), MediaTypes.of(path), "\"" + hash(bytes) + "\"");
      files.put(path, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
