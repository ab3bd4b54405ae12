package io.busbar.bridge.driver;

import static io.busbar.bridge.testing.RawWebSocket.BINARY;
import static io.busbar.bridge.testing.RawWebSocket.CLOSE;
import static io.busbar.bridge.testing.RawWebSocket.CONTINUATION;
import static io.busbar.bridge.testing.RawWebSocket.PING;
import static io.busbar.bridge.testing.RawWebSocket.PONG;
import static io.busbar.bridge.testing.RawWebSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.http.HttpDoor;
import io.busbar.bridge.http.HttpLimits;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.RawWebSocket;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.driver.DriverLink;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DriverSocketTest {
  private static final Duration SELDOM = Duration.ofMinutes(10);
  private static final int LIMIT = 1 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final RecordingDoor door = new RecordingDoor();
  private final AtomicInteger port = new AtomicInteger();

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  private void listen(boolean local, boolean remote, @Nullable String token, Duration pingEvery) {
    DriverSocket socket =
        new DriverSocket(
            vertx,
            door,
            new DriverSocket.Policy(remote, token, LIMIT),
            request -> local,
            pingEvery);
    deploy(socket);
  }

  private void deploy(DriverSocket socket) {
    HttpDoor.Settings where = new HttpDoor.Settings("127.0.0.1", 0, HttpLimits.DEFAULT);
    HttpDoor http = new HttpDoor(where, where.shared(), List.of(socket), port::set);
    assertThat(Await.result(vertx.deployVerticle(http))).isNotEmpty();
  }

  private RawWebSocket connect(String path, String... headers) {
    return new RawWebSocket(port.get(), path, headers);
  }

  private RawWebSocket connected() {
    listen(true, false, null, SELDOM);
    RawWebSocket client = connect("/driver");
    assertThat(client.next().text()).contains("CONNECTED");
    return client;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/driver", "/driver/"})
  void takesADriverOfThisMachine(String path) {
    deploy(new DriverSocket(vertx, door, new DriverSocket.Policy(false, "secret", LIMIT)));
    try (RawWebSocket client = connect(path)) {
      assertThat(client.answer()).startsWith("HTTP/1.1 101 ");
      assertThat(client.next().text()).contains("CONNECTED");
      DriverLink link = door.link();
      assertThat(link.transport()).isEqualTo("websocket");
      assertThat(link.remoteAddress()).startsWith("127.0.0.1:");
      assertThat(link.authorizes(null)).isTrue();
      assertThat(
              client
                  .say("{\"a\":1}")
                  .frame(true, PING, new byte[] {7})
                  .next(PONG)
                  .payload()
                  .getBytes())
          .containsExactly(7);
      assertThat(door.heard()).isEqualTo("{\"a\":1}");
    }
    assertThat(door.heard()).isEqualTo("closed");
  }

  @Test
  void isNotFullOnceItIsClosed() {
    DriverLink link;
    try (RawWebSocket client = connected()) {
      assertThat(client.answer()).startsWith("HTTP/1.1 101 ");
      link = door.link();
      assertThat(link.isFull()).isFalse();
    }
    assertThat(door.heard()).isEqualTo("closed");
    assertThat(link.isFull()).isFalse();
  }

  @Test
  void refusesForeignWebPages() {
    listen(true, true, null, SELDOM);
    try (RawWebSocket page = connect("/driver", "Origin: http://pages.example")) {
      assertThat(page.answer()).startsWith("HTTP/1.1 403 ");
    }
    assertThat(door.links).isEmpty();
  }

  @Test
  void takesLibrariesThatNameTheHubAsOrigin() {
    listen(true, true, null, SELDOM);
    try (RawWebSocket driver = connect("/driver", "Origin: http://hub")) {
      assertThat(driver.answer()).startsWith("HTTP/1.1 101 ");
    }
  }

  @Test
  void refusesOtherMachinesUnlessAllowed() {
    listen(false, false, "secret", SELDOM);
    try (RawWebSocket remote = connect("/driver?token=secret")) {
      assertThat(remote.answer()).startsWith("HTTP/1.1 403 ");
    }
    assertThat(door.links).isEmpty();
  }

  @Test
  void asksOtherMachinesForTheToken() {
    listen(false, true, "secret", SELDOM);
    try (RawWebSocket query = connect("/driver?token=secret");
        RawWebSocket header = connect("/driver", "Authorization: Bearer secret")) {
      assertThat(List.of(query.answer(), header.answer())).allMatch(a -> a.contains(" 101 "));
      assertThat(door.link().authorizes(null)).isTrue();
      assertThat(door.link().authorizes(null)).isTrue();
    }
    try (RawWebSocket without = connect("/driver?token=wrong")) {
      assertThat(without.answer()).contains(" 101 ");
      DriverLink link = door.link();
      assertThat(link.authorizes(null)).isFalse();
      assertThat(link.authorizes("wrong")).isFalse();
      assertThat(link.authorizes("secret")).isTrue();
    }
  }

  @Test
  void tellsAPlainRequestWhatThisIs() {
    listen(true, false, null, SELDOM);
    try (RawWebSocket plain = connect("/driver", "Upgrade: nothing")) {
      assertThat(plain.answer()).doesNotStartWith("HTTP/1.1 500 ");
    }
  }

  @Test
  void putsFragmentsTogether() {
    try (RawWebSocket client = connected()) {
      byte[] text = "{\"name\":\"Küche\"}".getBytes(StandardCharsets.UTF_8);
      int inside = 11;
      client
          .frame(false, TEXT, Arrays.copyOf(text, inside))
          .frame(true, PING, new byte[0])
          .frame(true, PONG, new byte[] {1})
          .frame(true, CONTINUATION, Arrays.copyOfRange(text, inside, text.length));

      assertThat(door.heard()).isEqualTo("{\"name\":\"Küche\"}");
      assertThat(client.next(PONG).payload().getBytes()).isEmpty();
    }
  }

  @Test
  void closesOnTextThatIsNotUtf8() {
    try (RawWebSocket client = connected()) {
      client.frame(true, TEXT, new byte[] {'"', (byte) 0xc3, '"'}).say("{}");

      assertThat(client.next(CLOSE).closeCode()).isEqualTo(1007);
      assertThat(door.heard()).isEqualTo("closed");
    }
  }

  @Test
  void closesOnTextThatIsNotUtf8AcrossFragments() {
    try (RawWebSocket client = connected()) {
      client
          .frame(false, TEXT, new byte[] {'"', (byte) 0xe2, (byte) 0x82})
          .frame(true, CONTINUATION, new byte[] {'x', '"'});

      assertThat(client.next(CLOSE).closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void doesNotCloseOnABinaryFrame() {
    try (RawWebSocket client = connected()) {
      client.frame(true, BINARY, new byte[] {(byte) 0xff}).say("{}");

      assertThat(door.heard()).startsWith("garbage: ");
      assertThat(door.heard()).isEqualTo("{}");
    }
  }

  @Test
  void takesAMessageAtTheLimit() {
    try (RawWebSocket client = connected()) {
      client.say("x".repeat(LIMIT));

      assertThat(door.heard()).hasSize(LIMIT);
    }
  }

  @Test
  void closesOnAFrameOverTheLimit() {
    try (RawWebSocket client = connected()) {
      client.say("x".repeat(LIMIT + 1));

      assertThat(client.next(CLOSE).closeCode()).isEqualTo(1009);
      assertThat(door.heard()).isEqualTo("closed");
    }
  }

  @Test
  void closesOnTheAnnouncementOfAHugeFrame() {
    try (RawWebSocket client = connected()) {
      client.announce(1 << 30);

      assertThat(client.next(CLOSE).closeCode()).isEqualTo(1009);
      assertThat(door.heard()).isEqualTo("closed");
    }
  }

  @Test
  void closesOnFragmentsOverTheLimit() {
    try (RawWebSocket client = connected()) {
      byte[] half = "x".repeat(LIMIT / 2 + 1).getBytes(StandardCharsets.US_ASCII);
      client.frame(false, TEXT, half).frame(false, CONTINUATION, half);

      assertThat(client.next(CLOSE).closeCode()).isEqualTo(1009);
      assertThat(door.heard()).isEqualTo("closed");
    }
  }

  @Test
  void closesWhenNoPongComes() {
    listen(true, false, null, Duration.ofMillis(100));
    try (RawWebSocket deaf = connect("/driver")) {
      assertThat(deaf.next(PING).payload().getBytes()).isNotEmpty();
      assertThat(deaf.next(PING).payload().getBytes()).isNotEmpty();
      assertThat(deaf.next().closeCode()).isEqualTo(CloseCode.POLICY.number());
    }
  }

  @Test
  void keepsADriverThatAnswersPings() {
    listen(true, false, null, Duration.ofMillis(500));
    try (RawWebSocket alive = connect("/driver")) {
      for (int i = 0; i < 4; i++) {
        alive.frame(true, PONG, alive.next(PING).payload().getBytes());
      }
      alive.say("{}");
      assertThat(door.heard()).isEqualTo("{}");
    }
  }

  @Test
  void closesWithTheCodeOfTheSession() {
    try (RawWebSocket client = connected()) {
      DriverLink link = door.link();
      vertx.runOnContext(ignored -> link.close(CloseCode.REPLACED, "replaced"));

      RawWebSocket.Frame close = client.next(CLOSE);

      assertThat(close.closeCode()).isEqualTo(4002);
      assertThat(close.text()).endsWith("replaced");
      vertx.runOnContext(ignored -> link.close(CloseCode.NORMAL, "twice is harmless"));
      client.frame(true, CLOSE, new byte[] {0x0f, (byte) 0xa2});
      assertThat(door.heard()).isEqualTo("closed");
    }
  }

  @Test
  void letsGoOfADriverThatDoesNotRead() {
    try (RawWebSocket deaf = connected()) {
      assertThat(deaf.answer()).startsWith("HTTP/1.1 101 ");
      DriverLink link = door.link();
      byte[] message = new byte[1 << 20];
      Arrays.fill(message, (byte) ' ');
      for (int i = 0; i < 64; i++) {
        vertx.runOnContext(ignored -> link.send(message));
      }
      await().until(link::isFull);
      vertx.runOnContext(ignored -> link.close(CloseCode.POLICY, "deaf"));
      await().atMost(Duration.ofSeconds(20)).until(() -> door.heard.contains("closed"));
    }
  }

  @Test
  void stopsReadingAndGoesOn() {
    try (RawWebSocket client = connected()) {
      DriverLink link = door.link();
      client.say("first");
      assertThat(door.heard()).isEqualTo("first");
      vertx.runOnContext(ignored -> link.pause(true));
      await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      Thread flood = new Thread(() -> flood(client), "flood");
      flood.start();

      await().during(Duration.ofSeconds(1)).until(() -> flood.isAlive() && door.heard.size() < 99);

      vertx.runOnContext(ignored -> link.pause(false));
      await().atMost(Duration.ofSeconds(20)).until(() -> door.heard.size() >= 200);
      await().until(() -> !flood.isAlive());
    }
  }

  private static void flood(RawWebSocket client) {
    String message = "x".repeat(200_000);
    for (int i = 0; i < 200; i++) {
      client.say(message);
    }
  }
}
