package io.busbar.verticles.urlhooks;

import io.busbar.contracts.urlhooks.UrlHooksContract;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes tokens nobody can guess, and the hashes by which they are known again. */
final class HookTokens {
  private static final int SECRET_BYTES = 24;
  private static final int ID_BYTES = 9;
  private static final int LONGEST = 100;

  private final RandomGenerator random;

  /**
   * @param random must be a {@link java.security.SecureRandom}, except in tests
   */
  HookTokens(RandomGenerator random) {
    this.random = random;
  }

  String token() {
    return UrlHooksContract.TOKEN_PREFIX + text(SECRET_BYTES);
  }

  String id() {
    return "uhk_" + text(ID_BYTES);
  }

  /** Whether a text may be a token at all. */
  static boolean isPlausible(String token) {
    return token.startsWith(UrlHooksContract.TOKEN_PREFIX) && token.length() <= LONGEST;
  }

  static String hash(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(int length) {
    byte[] bits = new byte[length];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
