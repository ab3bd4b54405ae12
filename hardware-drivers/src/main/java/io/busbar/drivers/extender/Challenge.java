package io.busbar.drivers.extender;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** Shows an extender that its PIN is known, without telling it (spec 8.3). Pure. */
final class Challenge {
  private static final int MODULUS = 1_000_000;

  private Challenge() {}

  /**
   * The answer to a challenge: six digits.
   *
   * @param mac the last six hex digits, as the extender tells them
   */
  static String response(String challenge, String pin, String mac) {
    byte[] text = (challenge + pin + mac).getBytes(StandardCharsets.UTF_8);
    long first = Integer.toUnsignedLong(ByteBuffer.wrap(sha256(text)).getInt());
    return String.format(Locale.ROOT, "%06d", first % MODULUS);
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
