package io.busbar.bridge.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.sse.SseReader.Message;
import io.busbar.bridge.testing.RawSocket;
import io.busbar.bridge.testing.SmallIdentity;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.value.UserId;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SseStreamTest {
  private static final String TOKEN = "?accessToken=" + SmallIdentity.ADMIN;
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private LiveDoor door = LiveDoor.open();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void beginsWithReadyAndASnapshotAndFollowsChanges() {
    try (SseReader reader = door.reader(TOKEN)) {
      assertThat(reader.head())
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("content-type: text/event-stream")
          .containsIgnoringCase("cache-control: no-cache")
          .containsIgnoringCase("x-accel-buffering: no");
      assertThat(reader.next()).isEqualTo(new Message("", "ready", "{}"));
      Message snapshot = reader.next();
      assertThat(snapshot.event()).isEqualTo("snapshot");
      assertThat(snapshot.data()).isEqualTo("{\"lamp\":{\"v\":0},\"plug\":{\"v\":0}}");

      door.happen("lamp", 2, 7);

      Message state = reader.next();
      assertThat(state.event()).isEqualTo("state");
      assertThat(state.json().path("deviceId").asText()).isEqualTo("lamp");
      assertThat(state.json().path("state").path("v").asInt()).isEqualTo(7);
      Message event = reader.next();
      assertThat(event.event()).isEqualTo("event");
      assertThat(event.json().path("type").asText()).isEqualTo("STATE_UPDATE");
      assertThat(Long.parseLong(event.id())).isEqualTo(Long.parseLong(state.id()) + 1);
      assertThat(reader.next("ping").data()).isEqualTo("{}");
    }
  }

  @Test
  void framesEveryChunk() {
    try (RawSocket socket = door.stream(TOKEN)) {
      String all = until(socket, "", "event: snapshot");
      door.happen("lamp", 2, "ü".repeat(10));
      all = until(socket, all, "STATE_UPDATE");
      all = until(socket, all, "event: ping\ndata: {}\n\n\r\n");
      byte[] body = all.substring(all.indexOf("\r\n\r\n") + 4).getBytes(UTF_8);
      int at = 0;
      while (at < body.length) {
        int line = at;
        while (body[line] != '\r') {
          line++;
        }
        int size = Integer.parseInt(new String(body, at, line - at, UTF_8), 16);
        int end = line + 2 + size;
        assertThat(new String(body, end, 2, UTF_8)).isEqualTo("\r\n");
        assertThat(new String(body, end - 2, 2, UTF_8)).isEqualTo("\n\n");
        at = end + 2;
      }
    }
  }

  @Test
  void framesNothingForAClientOfHttp10() {
    try (RawSocket socket = door.ask("HTTP/1.0", TOKEN)) {
      String head = until(socket, "", "event: snapshot");
      assertThat(head).doesNotContainIgnoringCase("transfer-encoding");
      door.happen("lamp", 2, 7);
      String all = until(socket, head, "STATE_UPDATE");
      assertThat(all).containsPattern("\n\nid: [0-9]+\nevent: state\ndata: \\{.*\\}\n\nid: ");
    }
  }

  private static String until(RawSocket socket, String read, String awaited) {
    String all = read;
    while (!all.substring(read.length()).contains(awaited)) {
      all += socket.readSome();
    }
    return all;
  }

  @Test
  void takesTheTokenFromHeaderQueryAndCookie() {
    for (String header :
        new String[] {
          "Authorization: Bearer " + SmallIdentity.ADMIN,
          "Cookie: connect.sid=" + SmallIdentity.ADMIN
        }) {
      try (SseReader reader = door.reader("", header)) {
        assertThat(reader.next().event()).isEqualTo("ready");
      }
    }
    try (SseReader nobody = door.reader("")) {
      assertThat(nobody.head()).startsWith("HTTP/1.1 401 ");
    }
    try (SseReader wrong = door.reader("?accessToken=forged")) {
      assertThat(wrong.head()).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void resumesAfterTheLastEvent() {
    String last;
    try (SseReader reader = door.reader(TOKEN)) {
      reader.next("snapshot");
      door.happen("lamp", 2, 1);
      last = reader.next("state").id();
    }
    door.happen("lamp", 3, 2);
    try (SseReader back = door.reader(TOKEN, "Last-Event-ID: " + last)) {
      assertThat(back.next().event()).isEqualTo("ready");
      assertThat(back.next().event()).isEqualTo("event");
      assertThat(back.next().json().path("state").path("v").asInt()).isEqualTo(2);
    }
    try (SseReader lost = door.reader(TOKEN, "Last-Event-ID: 5")) {
      lost.next("ready");
      assertThat(lost.next().event()).isEqualTo("snapshot");
    }
    try (SseReader odd = door.reader(TOKEN, "Last-Event-ID: yesterday")) {
      odd.next("ready");
      assertThat(odd.next().event()).isEqualTo("snapshot");
    }
  }

  @Test
  void resumesEvenWhenMoreWasMissedThanAQueueHolds() {
    String last;
    try (SseReader reader = door.reader(TOKEN)) {
      last = reader.next("snapshot").id();
      for (int i = 1; i <= 300; i++) {
        door.happen("lamp", i + 1L, i);
      }
      reader.next("state");
    }
    try (SseReader back = door.reader(TOKEN, "Last-Event-ID: " + last)) {
      back.next("ready");
      for (int i = 1; i <= 300; i++) {
        assertThat(back.next("state").json().path("state").path("v").asInt()).isEqualTo(i);
      }
    }
  }

  @Test
  void filtersByDeviceAndKind() {
    try (SseReader reader = door.reader(TOKEN + "&deviceIds=plug,other&events=state")) {
      reader.next("ready");
      assertThat(reader.next().data()).isEqualTo("{\"plug\":{\"v\":0}}");

      door.happen("lamp", 2, 1);
      door.happen("plug", 2, 2);
      door.happen("plug", 3, 3);

      assertThat(reader.next().json().path("state").path("v").asInt()).isEqualTo(2);
      assertThat(reader.next().json().path("state").path("v").asInt()).isEqualTo(3);
    }
    String many = "x,".repeat(1001);
    try (SseReader refused = door.reader(TOKEN + "&deviceIds=" + many)) {
      assertThat(refused.head()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void endsTheStreamOfARevokedToken() {
    try (SseReader reader = door.reader(TOKEN)) {
      reader.next("snapshot");

      door.bus.publish(
          IdentityContract.TOKENS_REVOKED,
          new TokensRevoked(Set.of("jti-" + SmallIdentity.ADMIN), new UserId("usr_1")));

      assertThat(reader.nextOrEnd()).isNull();
    }
  }

  @Test
  void forgetsAClientThatVanishes() {
    SseReader reader = door.reader(TOKEN);
    reader.next("snapshot");
    assertThat(door.feed.clients()).isEqualTo(1);

    reader.close();

    await().atMost(DEADLINE).until(() -> door.feed.clients() == 0);
  }

  @Test
  void refusesMoreStreamsThanItsLimit() {
    door.close();
    door = new LiveDoor(new SseStream.Limits(100, Duration.ofSeconds(30)), 1);
    try (SseReader first = door.reader(TOKEN);
        SseReader second = door.reader(TOKEN)) {
      assertThat(first.head()).startsWith("HTTP/1.1 200 ");
      assertThat(second.head()).startsWith("HTTP/1.1 429 ");
    }
  }

  @Test
  void givesUpAReaderThatDoesNotReadWhileEventsGoOn() {
    door.close();
    door = new LiveDoor(new SseStream.Limits(1_000_000, Duration.ofSeconds(1)), 10);
    String big = "x".repeat(50_000);
    try (RawSocket stuck = door.stream(TOKEN + "&events=state")) {
      assertThat(stuck.readSome()).startsWith("HTTP/1.1 200 ");
      await().atMost(DEADLINE).until(() -> door.feed.clients() == 1);

      await()
          .atMost(DEADLINE)
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                door.happen("lamp", System.nanoTime(), big);
                return door.feed.clients() == 0;
              });
      assertThat(wasCutOff(stuck)).isTrue();
    }
  }

  private static boolean wasCutOff(RawSocket socket) {
    try {
      while (!socket.readSome().isEmpty()) {
        // What the kernel still holds.
      }
      return true;
    } catch (UncheckedIOException e) {
      return !(e.getCause() instanceof SocketTimeoutException);
    }
  }

  @Test
  void aSlowReaderGetsTheLatestStateAndSkipsTheRest() {
    String big = "x".repeat(50_000);
    try (RawSocket slow = door.stream(TOKEN + "&events=state");
        SseReader other = door.reader(TOKEN + "&deviceIds=plug&events=state")) {
      await().atMost(DEADLINE).until(() -> door.feed.clients() == 2);
      for (int i = 1; i <= 1000; i++) {
        door.happen("lamp", i + 1L, big + i + ";");
      }
      door.happen("plug", 2, "end");
      other.next("state");

      String text = "";
      int length = 0;
      while (!text.contains("\"end\"")) {
        String some = slow.readSome();
        assertThat(some).isNotEmpty();
        length += some.length();
        text = (text.length() > 200_000 ? text.substring(text.length() - 100_000) : text) + some;
      }

      assertThat(text).contains("x1000;");
      assertThat(length).isLessThan(1000 * 50_000 / 2);
    }
  }
}
