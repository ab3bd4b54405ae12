package io.busbar.verticles.secrets;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** A hash by Argon2id (RFC 9106), version 1.3, and what it was made with. */
final class Argon2Hash {
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final PasswordHashing.Cost cost;
  private final int lanes;
  private final byte[] salt;
  private final byte[] hash;

  /**
   * @param lanes Argon2's parallelism
   */
  Argon2Hash(PasswordHashing.Cost cost, int lanes, byte[] salt, byte[] hash) {
    this.cost = cost;
    this.lanes = lanes;
    this.salt = salt.clone();
    this.hash = hash.clone();
  }

  /**
   * Reads the PHC form, {@code $argon2id$v=19$m=...,t=...,p=...$salt$hash}.
   *
   * @throws IllegalArgumentException it is none
   */
  static Argon2Hash parse(String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalArgumentException("This is no hash of Argon2id.");
    }
    return new Argon2Hash(
        new PasswordHashing.Cost(
            Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))),
        Integer.parseInt(parts.group(3)),
        Base64.getDecoder().decode(parts.group(4)),
        Base64.getDecoder().decode(parts.group(5)));
  }

  /** Hashes a password, in one lane. Takes the memory and time of the cost. */
  static Argon2Hash of(byte[] password, PasswordHashing.Cost cost, byte[] salt, int bytes) {
    return of(password, cost, 1, salt, bytes);
  }

  /** Whether hashes at this cost are made as this one was. */
  boolean isMadeAt(PasswordHashing.Cost today) {
    return cost.equals(today) && lanes == 1;
  }

  /** Whether it is the hash of a password. Takes the memory and time of the cost. */
  boolean isOf(byte[] password) {
    return MessageDigest.isEqual(hash, of(password, cost, lanes, salt, hash.length).hash);
  }

  private static Argon2Hash of(
      byte[] password, PasswordHashing.Cost cost, int lanes, byte[] salt, int bytes) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.iterations())
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[bytes];
    int unused = generator.generateBytes(password, hash);
    return new Argon2Hash(cost, lanes, salt, hash);
  }

  /** The PHC form. */
  String phc() {
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(cost.memory(), cost.iterations(), lanes, text(salt), text(hash));
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
