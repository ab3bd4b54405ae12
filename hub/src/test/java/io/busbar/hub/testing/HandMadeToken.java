package io.busbar.hub.testing;

import io.busbar.contracts.bus.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Access tokens that no hub issued. */
public final class HandMadeToken {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private HandMadeToken() {}

  /** Signed with HS256. */
  public static String signed(Map<String, ?> claims, String secret)
      throws GeneralSecurityException {
    String content = part(Map.of("alg", "HS256", "typ", "JWT")) + "." + part(claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + BASE64.encodeToString(signature);
  }

  /** With the algorithm "none". */
  public static String unsigned(Map<String, ?> claims) {
    return part(Map.of("alg", "none", "typ", "JWT")) + "." + part(claims) + ".";
  }

  /** Other claims below the signature of this token. */
  public static String tampered(String token, Map<String, ?> claims) {
    return token.substring(0, token.indexOf('.') + 1)
        + part(claims)
        + token.substring(token.lastIndexOf('.'));
  }

  private static String part(Map<String, ?> content) {
    return BASE64.encodeToString(Json.bytes(content));
  }
}
