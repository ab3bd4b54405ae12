package io.busbar.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.testing.Await;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterestsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Interests interests = new Interests();
  private final ListeningClient everything = client();
  private final ListeningClient lamp = client("lamp");
  private final ListeningClient both = client("lamp", "door");
  private final ListeningClient nothing = client();

  InterestsTest() {
    nothing.turnTo(Set.of());
    interests.put(everything);
    interests.put(lamp);
    interests.put(both);
    interests.put(nothing);
  }

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  @Test
  void findsThoseOfTheDeviceEachOnce() {
    assertThat(interests.in(events("lamp"))).containsExactlyInAnyOrder(everything, lamp, both);
    assertThat(interests.in(events("door"))).containsExactlyInAnyOrder(everything, both);
    assertThat(interests.in(events("lamp", "door", "lamp")))
        .containsExactlyInAnyOrder(everything, lamp, both);
    assertThat(interests.in(events("oven"))).containsExactly(everything);
  }

  @Test
  void whatHasNoDeviceIsForThoseWithoutLimit() {
    assertThat(interests.in(events((String) null))).containsExactly(everything);
  }

  @Test
  void everybodyHearsThatDevicesMoved() {
    List<LiveEvent> moved = List.of(event(null, "SPACE_CHANGED"), event("lamp", "STATE_UPDATE"));

    assertThat(interests.in(moved)).containsExactlyInAnyOrder(everything, lamp, both, nothing);
  }

  @Test
  void followsWhoTurnsToSomethingElse() {
    lamp.turnTo(Set.of(new DeviceId("oven")));
    interests.put(lamp);
    assertThat(interests.in(events("lamp"))).containsExactlyInAnyOrder(everything, both);
    assertThat(interests.in(events("oven"))).containsExactlyInAnyOrder(everything, lamp);

    lamp.turnTo(null);
    interests.put(lamp);
    assertThat(interests.in(events("door"))).containsExactlyInAnyOrder(everything, lamp, both);
  }

  @Test
  void forgetsWhoHasLeft() {
    List.of(everything, both, nothing).forEach(interests::remove);
    interests.remove(both);

    assertThat(interests.in(events("lamp"))).containsExactly(lamp);
    assertThat(interests.in(events("door"))).isEmpty();
  }

  private ListeningClient client(String... devices) {
    Set<DeviceId> only = Arrays.stream(devices).map(DeviceId::new).collect(Collectors.toSet());
    return new ListeningClient(vertx.getOrCreateContext(), new LiveFilter(only, Set.of()));
  }

  private static List<LiveEvent> events(@Nullable String... devices) {
    return Arrays.stream(devices).map(device -> event(device, "STATE_UPDATE")).toList();
  }

  private static LiveEvent event(@Nullable String device, String type) {
    DeviceId id = device == null ? null : new DeviceId(device);
    return new LiveEvent(1, LiveEvent.Kind.EVENT, id, type, Map::of);
  }
}
