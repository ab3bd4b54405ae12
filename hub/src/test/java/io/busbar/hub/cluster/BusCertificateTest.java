package io.busbar.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusCertificateTest {
  private final BusCertificate certificate = made();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws TimeoutException {
    got(vertx.close());
  }

  @Test
  void isACertificateThatSignsItself() throws Exception {
    String pem = certificate.pem().substring(certificate.pem().indexOf("-----BEGIN CERTIFICATE"));
    X509Certificate read =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    read.verify(read.getPublicKey());
    read.checkValidity();
    assertThat(read.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(certificate.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void letsTwoNodesTalkThatBothHaveIt() throws TimeoutException {
    NetServer server = listening(certificate);
    assertThat(got(greeted(server, certificate))).isEqualTo("hello");
  }

  @Test
  void keepsOutWhoHasAnother() throws TimeoutException {
    NetServer server = listening(certificate);
    assertThatThrownBy(() -> got(greeted(server, made()))).isNotInstanceOf(TimeoutException.class);
  }

  @Test
  void keepsOutWhoHasNone() throws TimeoutException {
    NetServer server = listening(certificate);
    NetClientOptions none = new NetClientOptions();
    none.setSsl(true);
    none.setTrustAll(true);
    none.setHostnameVerificationAlgorithm("");
    assertThatThrownBy(() -> got(greeted(server, none))).isNotInstanceOf(TimeoutException.class);
  }

  private NetServer listening(BusCertificate shown) throws TimeoutException {
    EventBusOptions options = shown.on(new EventBusOptions().setHost("127.0.0.1").setPort(0));
    return got(
        vertx
            .createNetServer(new NetServerOptions(options.toJson()))
            .connectHandler(BusCertificateTest::greet)
            .listen());
  }

  private Future<String> greeted(NetServer server, BusCertificate shown) {
    NetClientOptions options = new NetClientOptions(shown.on(new EventBusOptions()).toJson());
    options.setHostnameVerificationAlgorithm("");
    return greeted(server, options);
  }

  private Future<String> greeted(NetServer server, NetClientOptions options) {
    return vertx
        .createNetClient(options)
        .connect(server.actualPort(), "127.0.0.1")
        .compose(BusCertificateTest::heard);
  }

  private static void greet(NetSocket socket) {
    socket.write("hello").onFailure(gone -> {});
  }

  private static Future<String> heard(NetSocket socket) {
    Promise<String> heard = Promise.promise();
    socket.handler(bytes -> heard.tryComplete(bytes.toString()));
    socket.closeHandler(gone -> heard.tryFail("closed"));
    return heard.future();
  }

  private static BusCertificate made() {
    return BusCertificate.make(new SecureRandom(), Clock.systemUTC());
  }

  private static <T> T got(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}
