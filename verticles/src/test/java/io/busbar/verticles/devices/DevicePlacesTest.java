package io.busbar.verticles.devices;

import static io.busbar.verticles.devices.Places.space;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.Change;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DevicePlacesTest {
  private final DevicesHub hub = DevicesHub.open();
  private final List<Space> spaces = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void showsWhereADeviceIsFromTheStart() {
    serveSpaces();
    hub.deploy();
    Device lamp = hub.announce("l1", Fields.of("name", "Lamp"));
    assertThat(hub.all().get(0).spaceId()).isNull();

    tell(Change.ADDED, space("k", "Kitchen", lamp.id().value()));

    await().until(() -> "k".equals(hub.all().get(0).spaceId()));
    LogicalDevice read = success(hub.ask(DevicesContract.READ, new ReadDevice(lamp.id())));
    assertThat(read.spaceId()).isEqualTo("k");
    assertThat(read.spaceName()).isEqualTo("Kitchen");
  }

  @Test
  void doesNotWaitForSpacesAndAsksAgain() {
    hub.deploy();
    Device lamp = hub.announce("l1", Fields.of("name", "Lamp"));
    spaces.add(space("k", "Kitchen", lamp.id().value()));
    hub.timers.pass(Duration.ofSeconds(2));
    assertThat(hub.all().get(0).spaceId()).isNull();
    serveSpaces();
    await().until(() -> hub.timers.isWaiting(Duration.ofSeconds(2)));
    hub.timers.pass(Duration.ofSeconds(2));

    await().until(() -> "k".equals(hub.all().get(0).spaceId()));
    assertThat(hub.timers.isWaiting(Duration.ofSeconds(2))).isFalse();
  }

  @Test
  void listsTheDevicesOfASpaceAndThoseInNone() {
    hub.deploy();
    Device lamp = hub.announce("l1", Fields.of("name", "Lamp"));
    Device fan = hub.announce("f1", Fields.of("name", "Fan"));
    tell(Change.ADDED, space("k", "Kitchen", lamp.id().value()));

    await().until(() -> in("k").size() == 1);
    assertThat(in("k")).extracting(LogicalDevice::id).containsExactly(lamp.id());
    assertThat(in("")).extracting(LogicalDevice::id).containsExactly(fan.id());
    assertThat(in("no")).isEmpty();
    tell(Change.REMOVED, space("k", "Kitchen", lamp.id().value()));
    await().until(() -> in("").size() == 2);
  }

  @Test
  void answersWithTheSameListUntilSomethingMoves() {
    hub.deploy();
    Device lamp = hub.announce("l1", Fields.of("name", "Lamp"));
    DeviceList first = success(hub.ask(DevicesContract.LIST, ListDevices.ALL));
    assertThat(success(hub.ask(DevicesContract.LIST, ListDevices.ALL))).isSameAs(first);

    tell(Change.ADDED, space("k", "Kitchen", lamp.id().value()));

    await()
        .until(
            () -> !Objects.equals(success(hub.ask(DevicesContract.LIST, ListDevices.ALL)), first));
  }

  private List<LogicalDevice> in(String space) {
    return hub.list(new ListDevices(null, null, null, space, null, null));
  }

  private void tell(Change change, Space space) {
    hub.hub
        .bus()
        .publish(SpacesContract.CHANGED, new SpaceChanged(change, space, Source.REST, null));
  }

  private void serveSpaces() {
    done(
        hub.hub
            .bus()
            .serve(
                SpacesContract.LIST,
                query -> Future.succeededFuture(new SpaceList(List.copyOf(spaces)))));
  }
}
