package io.busbar.verticles.drivers;

import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.DriverView;
import io.busbar.contracts.drivers.DriversContract.ListDrivers;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.value.DriverInstance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriversServiceTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final DriversService drivers = new DriversService("node-1");

  @Test
  void showsASessionAndItsEnd() {
    drivers.onStatus(event("hue-1", Status.CONNECTED, 0));
    assertThat(only().status()).isEqualTo(Status.CONNECTED);
    assertThat(only().lastError()).isNull();

    drivers.onStatus(event("hue-1", Status.DISCONNECTED, 1));
    assertThat(only())
        .isEqualTo(
            new DriverView(
                "HUE",
                "hue-1",
                "Hue",
                Status.DISCONNECTED,
                "websocket",
                0,
                "because",
                "192.0.2.1:4711",
                NOON.plusSeconds(1)));
  }

  @Test
  void showsTheSessionOfARunningProcessThatHasOne() {
    drivers.onStatus(event("hue-1", Status.STARTING, 0));
    drivers.onStatus(event("hue-1", Status.RUNNING, 1));
    drivers.onStatus(event("hue-1", Status.CONNECTED, 2));
    assertThat(only().status()).isEqualTo(Status.CONNECTED);

    drivers.onStatus(event("hue-1", Status.DISCONNECTED, 3));
    assertThat(only().status()).isEqualTo(Status.RUNNING);

    drivers.onStatus(event("hue-1", Status.CRASHED, 4));
    assertThat(only().status()).isEqualTo(Status.CRASHED);
    assertThat(only().lastError()).isEqualTo("because");
  }

  @Test
  void speaksForDriversOfADeadNodeWhenItIsTheFirstOfTheLiving() {
    drivers.onStatus(event("hue-1", Status.CONNECTED, 0));
    drivers.onStatusAfar("node-2", event("hue-2", Status.CONNECTED, 1));
    drivers.onStatusAfar("node-2", event("hue-3", Status.CONNECTED, 2));
    drivers.onStatusAfar("node-2", event("hue-3", Status.DISCONNECTED, 3));

    assertThat(drivers.orphans(new ClusterView("node-1", List.of("node-1", "node-2")))).isEmpty();
    assertThat(drivers.orphans(new ClusterView("node-1", List.of("node-0", "node-1")))).isEmpty();
    assertThat(drivers.orphans(new ClusterView("node-1", List.of("node-1", "node-3"))))
        .extracting(event -> event.driver().instanceId().value())
        .containsExactly("hue-2");
    assertThat(drivers.ofThisNode())
        .extracting(event -> event.driver().instanceId().value())
        .containsExactly("hue-1");
  }

  @Test
  void forgetsThatADriverWasElsewhereWhenItConnectsHere() {
    drivers.onStatusAfar("node-2", event("hue-1", Status.CONNECTED, 0));
    drivers.onStatus(event("hue-1", Status.CONNECTED, 1));
    assertThat(drivers.orphans(new ClusterView("node-1", List.of("node-1")))).isEmpty();
  }

  @Test
  void ignoresOldNews() {
    drivers.onStatus(event("hue-1", Status.CONNECTED, 5));
    drivers.onStatus(event("hue-1", Status.DISCONNECTED, 4));

    assertThat(only().status()).isEqualTo(Status.CONNECTED);
  }

  @Test
  void listsByStatusInOrder() {
    drivers.onStatus(event("b", Status.CONNECTED, 0));
    drivers.onStatus(event("a", Status.CONNECTED, 0));
    drivers.onStatus(event("c", Status.DISCONNECTED, 0));

    assertThat(list("connected")).extracting(DriverView::instanceId).containsExactly("a", "b");
    assertThat(list(null)).hasSize(3);
  }

  @Test
  void refusesAnUnknownStatus() {
    assertThatThrownBy(() -> drivers.list(new ListDrivers("CONNECTED")))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.hint()).startsWith("Use one of connected, disconnected"));
  }

  @Test
  void forgetsWhoIsGoneLongestWhenFull() {
    drivers.onStatus(event("live", Status.CONNECTED, 0));
    for (int i = 0; i < DriversService.MOST_DRIVERS; i++) {
      drivers.onStatus(event("gone-" + i, Status.DISCONNECTED, 0));
    }

    assertThat(list(null)).hasSize(DriversService.MOST_DRIVERS);
    assertThat(list(null)).extracting(DriverView::instanceId).contains("live", "gone-1");
    assertThat(list(null)).extracting(DriverView::instanceId).doesNotContain("gone-0");
  }

  @Test
  void keepsLiveDriversWhenFull() {
    for (int i = 0; i <= DriversService.MOST_DRIVERS; i++) {
      drivers.onStatus(event("live-" + i, Status.CONNECTED, 0));
    }

    assertThat(list(null)).hasSize(DriversService.MOST_DRIVERS);
    assertThat(list("connected")).extracting(DriverView::instanceId).contains("live-0");
  }

  private DriverView only() {
    List<DriverView> all = list(null);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<DriverView> list(@Nullable String status) {
    return success(drivers.list(new ListDrivers(status))).drivers();
  }

  private static DriverStatusChanged event(String instance, Status status, int second) {
    boolean session = status == Status.CONNECTED || status == Status.DISCONNECTED;
    return new DriverStatusChanged(
        DriverInstance.of("HUE", instance),
        session ? "Hue" : null,
        status,
        session ? "websocket" : "process",
        "because",
        0,
        session ? "192.0.2.1:4711" : null,
        NOON.plusSeconds(second));
  }
}
