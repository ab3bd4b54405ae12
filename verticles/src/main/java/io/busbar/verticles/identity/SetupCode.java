package io.busbar.verticles.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The one-time code that proves that whoever makes the first administrator can read the hub's log.
 * 100 random bits in Crockford's base 32; only their hash is kept.
 */
final class SetupCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 20;
  private static final int GROUP = 5;

  private final byte[] digest;

  private SetupCode(byte[] digest) {
    this.digest = digest;
  }

  /** A code as a person types it: four groups of five with dashes between. */
  static String generate(RandomGenerator random) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      if (i > 0 && i % GROUP == 0) {
        code.append('-');
      }
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  static SetupCode of(String code) {
    return new SetupCode(digestOf(code));
  }

  /** Takes the same time for every code; case, dashes, blanks and O for 0, I or L for 1 pass. */
  boolean matches(String code) {
    return MessageDigest.isEqual(digest, digestOf(code));
  }

  private static byte[] digestOf(String code) {
    String plain =
        code.toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    try {
      return MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
