package io.busbar.verticles.identity;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Ids nobody can guess: 128 random bits in hexadecimal. */
final class RandomIds {
  private static final int BYTES = 16;

  private final RandomGenerator random;

  RandomIds(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }
}
