package io.busbar.bridge.surface.hos;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Weak entity tags: the same content under whatever encoding. */
final class EntityTag {
  private static final int LENGTH = 12;

  private EntityTag() {}

  static String of(Buffer body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
      return "W/\"" + HexFormat.of().formatHex(Arrays.copyOf(hash, LENGTH)) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether an {@code If-None-Match} header names the tag. */
  static boolean matches(@Nullable String ifNoneMatch, String tag) {
    return ifNoneMatch != null
        && Stream.of(ifNoneMatch.split(",", 32))
            .map(String::trim)
            .anyMatch(named -> named.equals("*") || weak(named).equals(tag));
  }

  private static String weak(String named) {
    return named.startsWith("W/") ? named : "W/" + named;
  }
}
