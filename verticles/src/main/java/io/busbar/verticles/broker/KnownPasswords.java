package io.busbar.verticles.broker;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers which passwords were right, under a key that lives as long as the process: a hundred
 * devices that reconnect need not be hashed slowly again.
 */
final class KnownPasswords {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int MOST_LEARNED = 1000;

  private final SecretKeySpec key;
  private final Map<String, byte[]> digests = new HashMap<>();
  private int learned;

  KnownPasswords(RandomGenerator random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  boolean isRight(String name, String password) {
    byte[] known = digests.get(name);
    return known != null && MessageDigest.isEqual(known, digest(name, password));
  }

  /** Keeps a password for as long as it lives. */
  void keep(String name, String password) {
    digests.put(name, digest(name, password));
  }

  /** Keeps a password that was right, while there is room. */
  void learn(String name, String password) {
    if (learned < MOST_LEARNED) {
      learned++;
      keep(name, password);
    }
  }

  /** Stands for a login without telling it. */
  String mark(String name, String password) {
    return HexFormat.of().formatHex(digest(name, password));
  }

  private byte[] digest(String name, String password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(name.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
