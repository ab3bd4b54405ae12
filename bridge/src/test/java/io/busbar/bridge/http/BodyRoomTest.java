package io.busbar.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.testing.FrontDoor;
import io.busbar.bridge.testing.RawSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyRoomTest {
  private static final int LARGE = 1 << 20;
  private static final String POST =
      """
      POST /app/os/auth/login HTTP/1.1\r
      Host: hub\r
      Content-Type: application/json\r
      Content-Length: %d\r
      \r
      """;

  @Test
  void isFullAndHasRoomAgain() {
    BodyRoom room = new BodyRoom(100);
    assertThat(room.take(60)).isTrue();
    assertThat(room.take(50)).isFalse();
    assertThat(room.take(40)).isTrue();
    room.give(60);
    assertThat(room.take(60)).isTrue();
  }

  @Test
  void refusesLargeBodiesBeyondTheRoomAndTakesSmallOnes() {
    String whole = "{}" + " ".repeat(LARGE - 2);
    int fit = (int) (Runtime.getRuntime().maxMemory() / 8 / LARGE);
    try (FrontDoor door = FrontDoor.open()) {
      List<RawSocket> stalled = new ArrayList<>();
      for (int i = 0; i < fit; i++) {
        stalled.add(new RawSocket(door.port()).send(POST.formatted(LARGE) + "{"));
      }
      assertThat(answerTo(door, POST.formatted(LARGE)))
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("retry-after: 5")
          .contains("\"code\":\"OVERLOADED\"");
      assertThat(answerTo(door, POST.formatted(2) + "{}")).startsWith("HTTP/1.1 400");
      stalled.forEach(RawSocket::close);
      await()
          .ignoreExceptions()
          .until(() -> answerTo(door, POST.formatted(LARGE) + whole).startsWith("HTTP/1.1 400"));
    }
  }

  private static String answerTo(FrontDoor door, String request) {
    try (RawSocket socket = new RawSocket(door.port())) {
      return socket.send(request).readSome();
    }
  }
}
