package io.busbar.verticles.secrets;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals texts with AES-256-GCM. A sealed text is bound to its owner: under another owner's id, or
 * changed by one bit, it does not open. Safe for use by many threads.
 */
public final class SecretBox {
  private static final String VERSION = "v1:";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final RandomGenerator random;

  /**
   * @param random must be a {@link java.security.SecureRandom}: a nonce used twice breaks the seal
   */
  public SecretBox(SecretKey key, RandomGenerator random) {
    this.key = key;
    this.random = random;
  }

  /** Seals a text for an owner; the same text seals differently each time. */
  public String seal(String owner, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, owner, nonce)
              .doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] whole = new byte[NONCE_BYTES + sealed.length];
      System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
      System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
      return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM", e);
    }
  }

  /**
   * Opens what was sealed for this owner.
   *
   * @throws HubFailure INTERNAL with reason SECRET_UNREADABLE when the text was changed, belongs to
   *     another owner, or was sealed with another key
   */
  public String open(String owner, String sealed) {
    if (!sealed.startsWith(VERSION)) {
      throw unreadable();
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length()));
      if (whole.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
        throw unreadable();
      }
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, owner, whole)
              .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
      return new String(secret, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unreadable();
    }
  }

  private Cipher cipher(int mode, String owner, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
    cipher.updateAAD((VERSION + owner).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static HubFailure unreadable() {
    return HubFailure.of(FailureCode.INTERNAL, "A stored secret cannot be read.")
        .reason("SECRET_UNREADABLE")
        .hint("Enter it again; it was changed, or sealed with another keys/secrets.key.");
  }
}
