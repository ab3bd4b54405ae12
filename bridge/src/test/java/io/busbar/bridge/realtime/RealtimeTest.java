package io.busbar.bridge.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.SmallIdentity;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.ir.IrContract;
import io.busbar.contracts.ir.IrContract.Band;
import io.busbar.contracts.ir.IrContract.Captured;
import io.busbar.contracts.ir.IrContract.Capturing;
import io.busbar.contracts.ir.IrContract.StartCapture;
import io.busbar.contracts.ir.IrContract.StopCapture;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RealtimeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant THEN = Instant.parse("2026-11-01T12:00:00Z");
  private static final String BIG = "x".repeat(200_000);

  @Test
  void tellsEachStateThenUpdates() {
    try (SocketDoor door = SocketDoor.open()) {
      SocketIoClient client = door.client(Namespaces.DEVICE_STATE);
      await().atMost(PATIENCE).until(() -> client.heard("device:state:snapshot").size() == 2);
      door.happen("lamp", 2, 5);
      await().atMost(PATIENCE).until(() -> client.heard("device:state:update").size() == 1);

      JsonNode update = client.heard("device:state:update").get(0);
      assertThat(update.path("deviceId").asText()).isEqualTo("lamp");
      assertThat(update.path("state").path("v").asInt()).isEqualTo(5);
      assertThat(client.heard("device:state:snapshot"))
          .extracting(one -> one.path("deviceId").asText())
          .containsExactlyInAnyOrder("lamp", "plug");
    }
  }

  @Test
  void neverTellsAnOlderStateAfterANewerOne() {
    try (SocketDoor door = SocketDoor.open()) {
      for (int i = 0; i < 50; i++) {
        door.happen("lamp", i + 2, i);
      }
      SocketIoClient client = door.client(Namespaces.DEVICE_STATE);
      for (int i = 50; i < 300; i++) {
        door.happen("lamp", i + 2, i);
      }
      await().atMost(PATIENCE).until(() -> latest(client, "lamp") == 299);

      List<Integer> seen =
          client.heard("device:state:update").stream()
              .map(one -> one.path("state").path("v").asInt())
              .toList();
      assertThat(seen).isSorted();
      int first =
          client.heard("device:state:snapshot").stream()
              .filter(one -> one.path("deviceId").asText().equals("lamp"))
              .mapToInt(one -> one.path("state").path("v").asInt())
              .max()
              .orElseThrow();
      assertThat(seen).allMatch(value -> value > first);
    }
  }

  @Test
  void tellsASlowReaderTheLatestStateOnly() {
    try (SocketDoor door = SocketDoor.open()) {
      SocketIoClient client = door.client(Namespaces.DEVICE_STATE);
      await().atMost(PATIENCE).until(() -> client.heard("device:state:snapshot").size() == 2);
      client.stopReading();
      for (int i = 0; i < 200; i++) {
        door.happen("lamp", i + 2, i + BIG);
      }
      await().atMost(PATIENCE).until(() -> door.feed.counts().allCoalesced() > 50);
      client.readOn();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  client.heard("device:state:update").stream()
                      .anyMatch(one -> one.path("state").path("v").asText().startsWith("199x")));

      assertThat(client.heard("device:state:update")).hasSizeLessThan(150);
      assertThat(client.isDisconnected()).isFalse();
      assertThat(door.feed.counts().allDropped()).isZero();
    }
  }

  @Test
  void endsAReaderThatDoesNotReadAndSparesTheOthers() {
    try (SocketDoor door = new SocketDoor(new Realtime.Limits(100, Duration.ofSeconds(1)), 100)) {
      SocketIoClient dead = door.client(Namespaces.DEVICE_STATE);
      SocketIoClient live = door.client(Namespaces.DEVICE_STATE);
      await().atMost(PATIENCE).until(() -> dead.heard("device:state:snapshot").size() == 2);
      await().atMost(PATIENCE).until(() -> live.heard("device:state:snapshot").size() == 2);
      dead.stopReading();
      AtomicInteger version = new AtomicInteger(1);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                door.happen("lamp", version.incrementAndGet(), version + BIG);
                return door.feed.clients() == 1;
              });
      door.happen("lamp", version.incrementAndGet(), "still here");

      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  live.heard("device:state:update").stream()
                      .anyMatch(one -> one.path("state").path("v").asText().equals("still here")));
      assertThat(live.isDisconnected()).isFalse();
    }
  }

  @Test
  void endsASocketWhoseTokenIsRevoked() {
    try (SocketDoor door = SocketDoor.open()) {
      for (String namespace :
          List.of(
              Namespaces.DEVICE_STATE,
              Namespaces.PROTOCOL,
              Namespaces.DESIGNER,
              Namespaces.IR_TEST)) {
        SocketIoClient client = door.client(namespace);
        await().atMost(PATIENCE).until(() -> client.isConnected() && door.feed.clients() == 1);
        door.bus.publish(
            IdentityContract.TOKENS_REVOKED,
            new TokensRevoked(Set.of("jti-" + SmallIdentity.ADMIN), null));

        await().atMost(PATIENCE).until(client::isDisconnected);
        assertThat(client.heard("session:end").get(0).path("reason").asText()).contains("revoked");
        await().atMost(PATIENCE).until(() -> door.feed.clients() == 0);
        client.close();
      }
    }
  }

  @Test
  void endsASocketWhoseTokenExpires() {
    try (SocketDoor door = SocketDoor.open()) {
      door.identity.endTokensAt(Instant.now().plusSeconds(2));
      SocketIoClient client = door.client(Namespaces.PROTOCOL);
      await().atMost(PATIENCE).until(client::isConnected);

      await().atMost(PATIENCE).until(client::isDisconnected);
      assertThat(client.heard("session:end").get(0).path("reason").asText()).contains("expired");
    }
  }

  @Test
  void refusesWhoMayNotAndWhoIsTooMany() {
    try (SocketDoor door = new SocketDoor(new Realtime.Limits(10, Duration.ofSeconds(9)), 1)) {
      refused(door.client(Namespaces.PROTOCOL, Map.of()), "unauthorized", "UNAUTHENTICATED");
      refused(
          door.client(Namespaces.PROTOCOL, Map.of("token", SmallIdentity.USER)),
          "forbidden",
          "SCOPE_MISSING");
      SocketIoClient first = door.client(Namespaces.PROTOCOL);
      await().atMost(PATIENCE).until(() -> first.isConnected() && door.feed.clients() == 1);
      refused(door.client(Namespaces.DEVICE_STATE), "overloaded", "OVERLOADED");
      first.close();
      await().atMost(PATIENCE).until(() -> door.feed.clients() == 0);
      SocketIoClient next = door.client(Namespaces.DEVICE_STATE);
      await().atMost(PATIENCE).until(next::isConnected);
    }
  }

  @Test
  void tellsSignalsToThoseWhoWatchTheExtender() {
    try (SocketDoor door = SocketDoor.open()) {
      List<Object> asked = serveExtenders(door);
      SocketIoClient watching = door.client(Namespaces.IR_TEST);
      SocketIoClient idle = door.client(Namespaces.IR_TEST);
      await().atMost(PATIENCE).until(() -> watching.isConnected() && idle.isConnected());
      int start = watching.ask("ir:start", Map.of("extenderIp", "10.0.0.5", "token", "secret"));
      await().atMost(PATIENCE).until(() -> watching.answer(start) != null);
      door.bus.publish(IrContract.CAPTURED, signal("10.0.0.6"));
      door.bus.publish(IrContract.CAPTURED, signal("10.0.0.5"));
      await().atMost(PATIENCE).until(() -> watching.heard("ir:data").size() == 1);

      JsonNode heard = watching.heard("ir:data").get(0);
      assertThat(heard.path("extenderIp").asText()).isEqualTo("10.0.0.5");
      assertThat(heard.path("type").asText()).isEqualTo("ir_rx");
      assertThat(heard.path("freq_khz").asInt()).isEqualTo(38);
      assertThat(idle.heard("ir:data")).isEmpty();
      assertThat(Objects.requireNonNull(watching.answer(start)).path("capturing").asBoolean())
          .isTrue();
      assertThat(watching.heard("ir:status")).hasSize(1);

      watching.close();
      await().atMost(PATIENCE).until(() -> asked.stream().anyMatch(StopCapture.class::isInstance));
    }
  }

  @Test
  void closesEveryConnectionWhenTheHubStops() {
    try (SocketDoor door = SocketDoor.open()) {
      SocketIoClient client = door.client(Namespaces.PROTOCOL);
      await().atMost(PATIENCE).until(client::isConnected);
      Object unused = Await.result(door.realtime.close().otherwiseEmpty().map(done -> 1));

      await().atMost(PATIENCE).until(client::isClosed);
      await().atMost(PATIENCE).until(() -> door.feed.clients() == 0);
    }
  }

  private static void refused(SocketIoClient client, String message, String code) {
    await().atMost(PATIENCE).until(() -> client.refusal() != null);
    JsonNode refusal = Objects.requireNonNull(client.refusal());
    assertThat(refusal.path("message").asText()).isEqualTo(message);
    assertThat(refusal.path("data").path("code").asText()).isEqualTo(code);
    client.close();
  }

  private static int latest(SocketIoClient client, String device) {
    return Stream.concat(
            client.heard("device:state:snapshot").stream(),
            client.heard("device:state:update").stream())
        .filter(one -> one.path("deviceId").asText().equals(device))
        .mapToInt(one -> one.path("state").path("v").asInt())
        .max()
        .orElse(-1);
  }

  private static List<Object> serveExtenders(SocketDoor door) {
    List<Object> asked = new CopyOnWriteArrayList<>();
    Object unused =
        Await.result(
            Future.all(
                door.bus.serve(
                    IrContract.START,
                    (StartCapture start) -> {
                      asked.add(start);
                      return Future.succeededFuture(
                          new Capturing(null, "" + start.extenderIp(), true, THEN));
                    }),
                door.bus.serve(
                    IrContract.STOP,
                    (StopCapture stop) -> {
                      asked.add(stop);
                      return Future.succeededFuture(
                          new Capturing(null, "" + stop.extenderIp(), false, null));
                    })));
    return asked;
  }

  private static Captured signal(String extender) {
    return new Captured(
        null,
        extender,
        Band.INFRARED,
        38,
        1,
        List.of(9000, 4500, 560),
        List.of(),
        List.of(9000, 4500, 560),
        null,
        "0x20DF10EF",
        32,
        "NEC",
        THEN,
        null);
  }
}
