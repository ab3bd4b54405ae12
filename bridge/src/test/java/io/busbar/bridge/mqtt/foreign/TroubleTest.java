package io.busbar.bridge.mqtt.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.mqtt.MqttConnectionException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void knowsABrokerWithoutTls() throws Exception {
    NetServer plain =
        vertx
            .createNetServer()
            .connectHandler(socket -> socket.write("this is no TLS").onFailure(gone -> {}));
    Future<NetServer> listening = plain.listen(0, "127.0.0.1");
    finish(listening);

    Trouble trouble = trouble(settings(plain.actualPort(), null));
    assertThat(trouble.text()).contains("speaks no TLS", "Use mqtt://");
    assertThat(trouble.lasting()).isTrue();
  }

  @Test
  void knowsAuthoritiesThatCannotBeRead() throws Exception {
    String missing = Path.of("target", "no-such-file.pem").toString();

    Trouble trouble = trouble(settings(1, missing));
    assertThat(trouble.text()).contains(missing, "BUSBAR_MQTT_BRIDGE_CA");
    assertThat(trouble.lasting()).isTrue();
  }

  @Test
  void waitsForABrokerThatIsAway() {
    Trouble trouble = Trouble.of(new ConnectException("Connection refused"), settings(1, null));

    assertThat(trouble).isEqualTo(new Trouble("Connection refused", false));
  }

  @Test
  void tellsTheFaultsOfCertificatesApart() {
    assertThat(handshake(new CertPathBuilderException("no path")))
        .contains("no authority that is trusted", "BUSBAR_MQTT_BRIDGE_CA");
    assertThat(handshake(new CertificateExpiredException("long ago"))).contains("not valid today");
    assertThat(handshake(new CertificateException("No name matching")))
        .contains("not for 'hub.lan'");
    assertThat(handshake(new IllegalStateException("other"))).isEqualTo("TLS fails: no handshake");
  }

  @Test
  void knowsAStranger() {
    Throwable refused =
        new MqttConnectionException(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
    Throwable busy =
        new MqttConnectionException(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);

    assertThat(Trouble.of(refused, settings(1, null)).text()).contains("user or the password");
    assertThat(Trouble.of(busy, settings(1, null)).lasting()).isFalse();
  }

  private static String handshake(Exception cause) {
    SSLHandshakeException failure = new SSLHandshakeException("no handshake");
    Throwable unused = failure.initCause(cause);
    return Trouble.of(
            failure,
            new ForeignSettings("hub.lan", 1, true, null, null, null, null, Duration.ofSeconds(30)))
        .text();
  }

  /** Whatever a real connection fails with. */
  private Trouble trouble(ForeignSettings settings) throws Exception {
    Connection connection =
        new Connection(vertx, settings, "busbar", "hos/status", new ForeignCounts(), 10);
    Future<Void> opening = connection.open(heard -> {}, () -> {});
    finish(opening.otherwiseEmpty());
    return Trouble.of(Objects.requireNonNull(opening.cause()), settings);
  }

  private static ForeignSettings settings(int port, @Nullable String certificates) {
    return new ForeignSettings(
        "127.0.0.1", port, true, certificates, null, null, null, Duration.ofSeconds(30));
  }

  private static void finish(Future<?> asked) throws Exception {
    Object unused =
        asked.map(done -> true).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
