package io.busbar.bridge.surface.homeassistant.model;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Ids of contexts: 26 characters that sort by time (ULID). */
public final class ContextIds {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS = 5;
  private static final int TIME_DIGITS = 10;
  private static final int RANDOM_DIGITS = 16;

  private final InstantSource clock;
  private final RandomGenerator random;

  public ContextIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** One that was not there before. */
  public String next() {
    StringBuilder id = new StringBuilder(TIME_DIGITS + RANDOM_DIGITS);
    long time = clock.millis();
    for (int i = TIME_DIGITS - 1; i >= 0; i--) {
      id.append(DIGITS.charAt((int) (time >>> (i * BITS)) & (DIGITS.length() - 1)));
    }
    for (int i = 0; i < RANDOM_DIGITS; i++) {
      id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return id.toString();
  }
}
