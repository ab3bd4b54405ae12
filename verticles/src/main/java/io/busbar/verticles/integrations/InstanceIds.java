package io.busbar.verticles.integrations;

import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.InstanceId;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names new instances: the driver's key and a few letters that tell its instances apart. */
final class InstanceIds {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 6;

  private final RandomGenerator random;

  InstanceIds(RandomGenerator random) {
    this.random = random;
  }

  InstanceId next(DriverKey driver) {
    StringBuilder id = new StringBuilder(driver.value().toLowerCase(Locale.ROOT)).append('-');
    for (int i = 0; i < LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new InstanceId(id.toString());
  }
}
