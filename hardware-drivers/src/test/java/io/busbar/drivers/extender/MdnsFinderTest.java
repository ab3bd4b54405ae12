package io.busbar.drivers.extender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.drivers.testing.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.junit.jupiter.api.Test;

final class MdnsFinderTest {
  private static final List<String> HOSTS = List.of("192.168.1.20");

  @Test
  void knowsExtendersByModelAndMakerNotByName() {
    assertThat(MdnsFinder.read("KC868-AG", "KINCONY", "AA:BB:CC:12:34:56", HOSTS))
        .contains(Map.entry("aabbcc123456", "192.168.1.20"));
    assertThat(MdnsFinder.read("Printer", "KINCONY", "AA:BB:CC:12:34:56", HOSTS)).isEmpty();
    assertThat(MdnsFinder.read("KC868-AG", null, "AA:BB:CC:12:34:56", HOSTS)).isEmpty();
    assertThat(MdnsFinder.read("KC868-AG", "KINCONY", null, HOSTS)).isEmpty();
    assertThat(MdnsFinder.read("KC868-AG", "KINCONY", "AABBCC123456", List.of())).isEmpty();
  }

  @Test
  void choosesByHardwareAddressOrTheOnlyOne() {
    Map<String, String> one = Map.of("aabbcc123456", "192.168.1.20");
    Map<String, String> two =
        Map.of("aabbcc123456", "192.168.1.20", "aabbcc000000", "192.168.1.21");
    assertThat(MdnsFinder.chosen(two, "aabbcc000000")).contains("192.168.1.21");
    assertThat(MdnsFinder.chosen(two, "aabbcc999999")).isEmpty();
    assertThat(MdnsFinder.chosen(two, "")).isEmpty();
    assertThat(MdnsFinder.chosen(one, "")).contains("192.168.1.20");
  }

  @Test
  void findsAnAnnouncedExtender() throws Exception {
    Optional<InetAddress> network = network();
    assumeTrue(network.isPresent(), "left out: this machine has no network with multicast");
    Node node = Node.start();
    try (JmDNS announcer = JmDNS.create(network.orElseThrow())) {
      announcer.registerService(
          ServiceInfo.create(
              MdnsFinder.SERVICE,
              "haptique-extender",
              80,
              0,
              0,
              Map.of("model", "KC868-AG", "mf", "KINCONY", "mac", "AA:BB:CC:12:34:56")));
      MdnsFinder finder =
          new MdnsFinder(
              node.vertx,
              network::orElseThrow,
              Clock.systemUTC(),
              Duration.ofSeconds(4),
              Duration.ZERO);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> node.done(finder.find("aa-bb-cc-12-34-56")).isPresent());
      assertThat(node.done(finder.find("aa-bb-cc-00-00-00"))).isEmpty();
    } finally {
      node.close();
    }
  }

  private static Optional<InetAddress> network() {
    try {
      return Optional.of(MdnsFinder.network());
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
