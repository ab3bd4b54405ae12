package io.busbar.hub.cluster;

import io.busbar.hub.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret of a cluster, with a key of its own for each use. */
record SharedSecret(Secret secret) {
  private static final String HMAC = "HmacSHA256";

  /** The key for one use; who knows it knows no other and not the secret. */
  byte[] keyFor(String use) {
    return hmac(
        secret.reveal().getBytes(StandardCharsets.UTF_8),
        ("busbar-cluster-1:" + use).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }
}
