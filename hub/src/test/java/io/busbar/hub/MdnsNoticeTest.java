package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.contracts.value.House;
import io.busbar.drivers.extender.MdnsFinder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The notice as a client sees it that asks the network, where there is one with multicast. */
class MdnsNoticeTest {
  private static final String TYPE = "_home-assistant._tcp.local.";
  private static final long ANSWERS_WITHIN_MS = 4_000;
  private static final int PORT = 18_123;

  private final Vertx vertx = Vertx.vertx();
  private final House house =
      new House("Test house " + vertx.hashCode(), ZoneOffset.UTC, null, null);

  @AfterEach
  void close() throws Exception {
    finish(vertx.close());
  }

  @Test
  void isFoundByWhoAsksForHomeAssistantAndGoneAfterwards() throws Exception {
    Optional<InetAddress> network = network();
    assumeTrue(network.isPresent(), "left out: this machine has no network with multicast");
    MdnsNotice notice =
        new MdnsNotice(vertx, network::orElseThrow, MdnsNotice.homeAssistant(house, PORT));
    finish(notice.start());
    try (JmDNS asker = JmDNS.create(network.orElseThrow())) {
      await().atMost(Duration.ofSeconds(60)).until(() -> found(asker).isPresent());
      ServiceInfo told = found(asker).orElseThrow();
      assertThat(told.getPort()).isEqualTo(PORT);
      assertThat(told.getPropertyString("location_name")).isEqualTo(house.name());
      assertThat(told.getPropertyString("version")).matches("20[0-9]{2}\\.[0-9]+\\.[0-9]+");
      assertThat(told.getPropertyString("requires_api_password")).isEqualTo("True");
      assertThat(told.getInetAddresses()).contains(network.orElseThrow());
    }
    finish(notice.stop());
    try (JmDNS asker = JmDNS.create(network.orElseThrow())) {
      assertThat(found(asker)).isEmpty();
    }
  }

  @Test
  void aNetworkThatCannotBeToldIsNoFailure() {
    MdnsNotice notice =
        new MdnsNotice(
            vertx,
            () -> {
              throw new IOException("no network");
            },
            MdnsNotice.homeAssistant(house, PORT));

    assertThatCode(() -> finish(notice.start())).doesNotThrowAnyException();
    assertThatCode(() -> finish(notice.stop())).doesNotThrowAnyException();
  }

  private Optional<ServiceInfo> found(JmDNS asker) {
    return Stream.of(asker.list(TYPE, ANSWERS_WITHIN_MS))
        .filter(service -> service.getName().equals(house.name()))
        .findFirst();
  }

  private static Optional<InetAddress> network() {
    try {
      return Optional.of(MdnsFinder.network());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static void finish(Future<?> asked) throws Exception {
    Object unused =
        asked.map(done -> true).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
