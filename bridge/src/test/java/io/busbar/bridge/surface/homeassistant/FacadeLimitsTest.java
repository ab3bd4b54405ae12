package io.busbar.bridge.surface.homeassistant;

import static io.busbar.bridge.surface.homeassistant.FacadeDoor.auth;
import static io.busbar.bridge.surface.homeassistant.FacadeDoor.heard;
import static io.busbar.bridge.surface.homeassistant.FacadeDoor.isServed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.surface.homeassistant.FacadeSettings.Limits;
import io.busbar.bridge.testing.RawWebSocket;
import io.busbar.bridge.testing.RawWebSocket.Frame;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks too much is told so or hung up on, and nobody else notices. */
class FacadeLimitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int POLICY = 1008;

  private final FacadeDoor door =
      new FacadeDoor(new Limits(3, 2, 50, 2, 8 << 10, Duration.ofSeconds(1)));
  private final RawWebSocket other = door.enter();
  private long asked;

  @BeforeEach
  void somebodyElseIsServed() {
    assertThat(isServed(other, ++asked)).isTrue();
  }

  @AfterEach
  void isServedStill() {
    try {
      assertThat(isServed(other, ++asked)).isTrue();
    } finally {
      other.close();
      door.close();
    }
  }

  @Test
  void aMessageThatIsTooLargeEndsTheConnection() {
    try (RawWebSocket client = door.enter()) {
      client.say("{\"id\":1,\"type\":\"ping\",\"x\":\"" + "x".repeat(7 << 10) + "\"}");
      assertThat(heard(client).path("type").asText()).isEqualTo("pong");
      client.say("{\"id\":2,\"type\":\"ping\",\"x\":\"" + "x".repeat(9 << 10) + "\"}");
      assertClosed(client, 1009, "too large");
    }
  }

  @Test
  void partsOfAMessageCountTogether() {
    try (RawWebSocket client = door.enter()) {
      byte[] part = "x".repeat(3 << 10).getBytes(UTF_8);
      client.frame(false, RawWebSocket.TEXT, part).frame(false, RawWebSocket.CONTINUATION, part);
      client.frame(false, RawWebSocket.CONTINUATION, part);
      assertClosed(client, 1009, "too large");
    }
  }

  @Test
  void aFrameThatIsOnlyAnnouncedIsNotWaitedFor() {
    try (RawWebSocket client = door.enter()) {
      client.announce(64 << 20);
      assertThat(client.next(RawWebSocket.CLOSE).closeCode()).isEqualTo(1009);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1]", "null", "{\"id\":1,\"id\":2}", "garbage", "{\"a\":01}"})
  void whatIsNoJsonObjectEndsTheConnection(String garbage) {
    try (RawWebSocket client = door.enter()) {
      client.say(garbage);
      assertClosed(client, POLICY, "one JSON object");
    }
  }

  @Test
  void jsonThatIsTooDeepEndsTheConnection() {
    try (RawWebSocket client = door.enter()) {
      client.say("{\"id\":1,\"type\":\"ping\",\"x\":" + "[".repeat(40) + "]".repeat(40) + "}");
      assertThat(heard(client).path("type").asText()).isEqualTo("pong");
      client.say("{\"id\":2,\"type\":\"ping\",\"x\":" + "[".repeat(3000) + "]".repeat(3000) + "}");
      assertClosed(client, POLICY, "one JSON object");
    }
  }

  @Test
  void bytesThatAreNoTextEndTheConnection() {
    try (RawWebSocket client = door.enter()) {
      client.frame(true, RawWebSocket.BINARY, new byte[] {1, 2, 3});
      assertClosed(client, POLICY, "send text");
    }
    try (RawWebSocket client = door.enter()) {
      client.frame(true, RawWebSocket.TEXT, new byte[] {(byte) 0xC3, (byte) 0x28});
      assertThat(client.next(RawWebSocket.CLOSE).closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void messagesOfTheWrongFormAreErrorsAndTheConversationGoesOn() {
    try (RawWebSocket client = door.enter()) {
      client.say("{\"type\":\"ping\"}");
      assertError(heard(client), 0, "invalid_format", "incorrectly formatted");
      client.say("{\"id\":5,\"type\":\"no_such\"}");
      assertError(heard(client), 5, "unknown_command", "Unknown command");
      client.say("{\"id\":5,\"type\":\"ping\"}");
      assertError(heard(client), 5, "id_reuse", "have to increase");
      assertThat(isServed(client, 6)).isTrue();
    }
  }

  @Test
  void tooManySubscriptionsAreAnErrorUntilOneEnds() {
    try (RawWebSocket client = door.enter()) {
      for (int id = 1; id <= 2; id++) {
        client.say(Json.text(Map.of("id", id, "type", "subscribe_events")));
        assertThat(heard(client).path("success").asBoolean()).isTrue();
      }
      client.say(Json.text(Map.of("id", 3, "type", "subscribe_events")));
      assertError(heard(client), 3, "home_assistant_error", "2 subscriptions");
      client.say(Json.text(Map.of("id", 4, "type", "unsubscribe_events", "subscription", 1)));
      assertThat(heard(client).path("success").asBoolean()).isTrue();
      client.say(Json.text(Map.of("id", 5, "type", "subscribe_events")));
      assertThat(heard(client).path("success").asBoolean()).isTrue();
    }
  }

  @Test
  void tooManyCallsAtOnceAreAnErrorUntilOneEnds() {
    try (RawWebSocket client = door.enter()) {
      client.say(call(1)).say(call(2));
      await().atMost(PATIENCE).until(() -> door.commands() == 2);
      client.say(call(3));
      assertError(heard(client), 3, "home_assistant_error", "Too many calls");
      assertThat(isServed(client, 4)).isTrue();
      door.finishOne();
      JsonNode ended = heard(client);
      assertThat(ended.path("id").asLong()).isEqualTo(1);
      assertThat(ended.path("success").asBoolean()).isTrue();
      client.say(call(5));
      await().atMost(PATIENCE).until(() -> door.commands() == 2);
    }
  }

  @Test
  void wrongTokensAreRefusedHoweverOftenAndTheRightOneIsNot() {
    for (int attempt = 0; attempt < 40; attempt++) {
      try (RawWebSocket client = door.connect()) {
        client.say(auth("wrong-" + attempt));
        JsonNode refused = heard(client);
        assertThat(refused.path("type").asText()).isEqualTo("auth_invalid");
        assertThat(refused.path("message").asText()).contains("Invalid access token");
        assertClosed(client, 1000, "auth_invalid");
      }
      assertThat(door.ask("/api/states", "Authorization: Bearer wrong-" + attempt))
          .startsWith("HTTP/1.1 401")
          .contains("\"message\"");
    }
    try (RawWebSocket client = door.enter()) {
      assertThat(isServed(client, 1)).isTrue();
    }
  }

  @Test
  void onlyOneTokenMayBeTriedOnAConnectionAndInTime() {
    try (RawWebSocket client = door.connect()) {
      client.say("{\"type\":\"ping\",\"id\":1}");
      assertThat(heard(client).path("type").asText()).isEqualTo("auth_invalid");
      assertClosed(client, 1000, "auth_invalid");
    }
    try (RawWebSocket client = door.connect()) {
      assertClosed(client, POLICY, "no token in time");
    }
  }

  @Test
  void oneClientTooManyIsRefusedBeforeItsSocketOpens() {
    try (RawWebSocket second = door.enter();
        RawWebSocket third = door.enter()) {
      assertThat(door.ask("/api/websocket", "Upgrade: websocket"))
          .startsWith("HTTP/1.1 429")
          .contains("Too many clients");
      assertThat(isServed(second, 1) && isServed(third, 1)).isTrue();
    }
    await().atMost(PATIENCE).until(door::hasRoom);
    try (RawWebSocket again = door.enter()) {
      assertThat(isServed(again, 1)).isTrue();
    }
  }

  @Test
  void whoDoesNotReadIsHungUpOnAndGivesItsPlaceBack() {
    try (RawWebSocket second = door.enter();
        RawWebSocket deaf = door.enter()) {
      for (int id = 1; id <= 2; id++) {
        deaf.say(Json.text(Map.of("id", id, "type", "subscribe_events")));
        assertThat(heard(deaf).path("success").asBoolean()).isTrue();
      }
      assertThat(door.hasRoom()).isFalse();
      int[] version = {1};
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                for (int i = 0; i < 500; i++) {
                  version[0]++;
                  door.happen(version[0], Fields.of("power", version[0] % 2 == 0));
                }
                return door.hasRoom();
              });
      assertThat(isServed(second, 1)).isTrue();
    }
  }

  private static String call(int id) {
    Map<String, Object> call = new HashMap<>();
    call.put("id", id);
    call.put("type", "call_service");
    call.put("domain", "light");
    call.put("service", "turn_on");
    call.put("target", Map.of("entity_id", "light.lamp"));
    return Json.text(call);
  }

  private static void assertError(JsonNode answer, long id, String code, String words) {
    assertThat(answer.path("id").asLong()).isEqualTo(id);
    assertThat(answer.path("type").asText()).isEqualTo("result");
    assertThat(answer.path("success").asBoolean(true)).isFalse();
    assertThat(answer.at("/error/code").asText()).isEqualTo(code);
    assertThat(answer.at("/error/message").asText()).contains(words);
  }

  private static void assertClosed(RawWebSocket client, int code, String reason) {
    Frame close = client.next();
    assertThat(close.opcode()).as(close.text()).isEqualTo(RawWebSocket.CLOSE);
    assertThat(close.closeCode()).isEqualTo(code);
    assertThat(close.payload().getString(2, close.payload().length())).contains(reason);
  }
}
