package io.busbar.bridge.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.live.Happenings;
import io.busbar.contracts.states.DeviceState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A house with more devices than packets may wait for a client. */
class ManyStatesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int DEVICES = 10_000;
  private static final String SNAPSHOT = "device:state:snapshot";

  private static SocketDoor house(int queuedEvents, Duration blockedFor, String value) {
    List<DeviceState> present =
        IntStream.range(0, DEVICES)
            .mapToObj(i -> Happenings.state("device-" + i, 1, "v", value))
            .toList();
    return new SocketDoor(new Realtime.Limits(queuedEvents, blockedFor), 100, present);
  }

  @Test
  void aClientThatReadsGetsTheStateOfEachDevice() {
    try (SocketDoor door = house(1000, PATIENCE, "on")) {
      getsAll(door, door.client(Namespaces.DEVICE_STATE));
    }
  }

  @Test
  void aHubThatKeepsLittleForSlowClientsTellsAllToo() {
    try (SocketDoor door = house(10, PATIENCE, "on")) {
      getsAll(door, door.client(Namespaces.DEVICE_STATE));
    }
  }

  @Test
  void aClientThatReadsLaterGetsTheRestAsItIsThen() {
    try (SocketDoor door = house(1000, PATIENCE, "x".repeat(1000))) {
      SocketIoClient client = door.client(Namespaces.DEVICE_STATE);
      await().atMost(PATIENCE).until(() -> !client.heard(SNAPSHOT).isEmpty());
      client.stopReading();
      door.happen("device-1", 2, "later");
      client.readOn();

      await().atMost(PATIENCE).until(() -> client.heard("device:state:update").size() == 1);
      await().atMost(PATIENCE).until(() -> devicesTold(client) == DEVICES);
      assertThat(door.realtime.counts().overflowed()).isZero();
    }
  }

  @Test
  void aClientThatReadsNoMoreIsEndedInItsTime() {
    try (SocketDoor door = house(1000, Duration.ofSeconds(1), "x".repeat(10_000))) {
      SocketIoClient client = door.client(Namespaces.DEVICE_STATE);
      await().atMost(PATIENCE).until(() -> !client.heard(SNAPSHOT).isEmpty());
      client.stopReading();

      await().atMost(PATIENCE).until(() -> door.feed.clients() == 0);
      assertThat(door.realtime.counts().overflowed()).isZero();
      assertThat(client.heard(SNAPSHOT)).hasSizeLessThan(DEVICES);
    }
  }

  private static void getsAll(SocketDoor door, SocketIoClient client) {
    await()
        .atMost(PATIENCE)
        .until(() -> client.isClosed() || client.heard(SNAPSHOT).size() >= DEVICES);
    assertThat(door.realtime.counts().overflowed()).isZero();
    assertThat(client.heard(SNAPSHOT)).hasSize(DEVICES);
    assertThat(devicesTold(client)).isEqualTo(DEVICES);
    assertThat(client.isClosed()).isFalse();
  }

  private static long devicesTold(SocketIoClient client) {
    return IntStream.range(0, 2)
        .mapToObj(i -> client.heard(i == 0 ? SNAPSHOT : "device:state:update"))
        .flatMap(List::stream)
        .map((JsonNode one) -> one.path("deviceId").asText())
        .distinct()
        .count();
  }
}
