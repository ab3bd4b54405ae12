package io.busbar.hub.cluster;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Base64;

/**
 * What nodes show each other on the event bus: one certificate for all of them, which is also the
 * only one they trust. The first node makes it; the others get it from the database, sealed with
 * the secret.
 *
 * @param pem the private key, then the certificate
 */
record BusCertificate(String pem) {
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final byte[] ECDSA_SHA256 = Der.sequence(Der.identifier("2a8648ce3d040302"));
  private static final byte[] COMMON_NAME = Der.identifier("550403");
  private static final byte[] BASIC_CONSTRAINTS = Der.identifier("551d13");
  private static final int SERIAL_BITS = 127;
  private static final int YEARS = 100;

  /** Makes one, valid from a day ago for a hundred years. */
  static BusCertificate make(SecureRandom random, Clock clock) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      byte[] content = content(pair, random, ZonedDateTime.now(clock));
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate(), random);
      signature.update(content);
      byte[] signed = Der.sequence(content, ECDSA_SHA256, Der.bits(signature.sign()));
      return new BusCertificate(
          pem("PRIVATE KEY", pair.getPrivate().getEncoded()) + pem("CERTIFICATE", signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has P-256", e);
    }
  }

  /** These options, with TLS that asks both sides. */
  EventBusOptions on(EventBusOptions options) {
    int middle = pem.indexOf(CERTIFICATE);
    Buffer key = Buffer.buffer(pem.substring(0, middle));
    Buffer certificate = Buffer.buffer(pem.substring(middle));
    options.setSsl(true).setClientAuth(ClientAuth.REQUIRED);
    options.setKeyCertOptions(new PemKeyCertOptions().setKeyValue(key).setCertValue(certificate));
    options.setTrustOptions(new PemTrustOptions().addCertValue(certificate));
    return options;
  }

  @Override
  public String toString() {
    return "BusCertificate[hidden]";
  }

  private static byte[] content(KeyPair pair, SecureRandom random, ZonedDateTime now) {
    byte[] name = Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text("busbar-cluster"))));
    byte[] canSign =
        Der.sequence(BASIC_CONSTRAINTS, Der.yes(), Der.octets(Der.sequence(Der.yes())));
    return Der.sequence(
        Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
        Der.integer(new BigInteger(SERIAL_BITS, random).setBit(0)),
        ECDSA_SHA256,
        name,
        Der.sequence(Der.time(now.minusDays(1)), Der.time(now.plusYears(YEARS))),
        name,
        pair.getPublic().getEncoded(),
        Der.tagged(0xa3, Der.sequence(canSign)));
  }

  private static String pem(String what, byte[] bytes) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what);
  }
}
