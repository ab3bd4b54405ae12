package io.busbar.verticles.pairing;

import io.busbar.contracts.pairing.PairingContract;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes what nobody can guess, and the hashes by which it is known again. */
final class Secrecy {
  private static final int BYTES = 32;
  private static final int CODES = 1_000_000;

  private final RandomGenerator random;

  /**
   * @param random must be a {@link java.security.SecureRandom}, except in tests
   */
  Secrecy(RandomGenerator random) {
    this.random = random;
  }

  /** Six digits. */
  String code() {
    return "%06d".formatted(random.nextInt(CODES));
  }

  /** A remote's token: 256 random bits. */
  String token() {
    return PairingContract.TOKEN_PREFIX + secret();
  }

  String secret() {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  static String hash(String secret) {
    try {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
