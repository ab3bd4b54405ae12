package io.busbar.verticles.spaces;

import static io.busbar.verticles.spaces.Neighbours.program;
import static io.busbar.verticles.spaces.Rooms.ids;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.Use;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.AssignDevices;
import io.busbar.contracts.spaces.SpacesContract.Change;
import io.busbar.contracts.spaces.SpacesContract.ListSpaceDevices;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.spaces.SpacesContract.RemoveSpace;
import io.busbar.contracts.spaces.SpacesContract.SaveSpace;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.testing.People;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpacesVerticleTest {
  private final SpacesHub hub = SpacesHub.open();

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void addsASpaceAndSaysSo() {
    Space space = hub.save(Fields.of("name", "Kitchen").with("theme", Map.of("a", 1)));

    assertThat(space.id()).startsWith("spc_");
    assertThat(space.extra()).isEqualTo(Map.of("theme", Map.of("a", 1)));
    assertThat(hub.all()).containsExactly(space);
    assertThat(success(hub.store.spaces())).containsExactly(space);
    await().until(() -> hub.changes.size() == 1);
    assertThat(hub.changes)
        .containsExactly(new SpaceChanged(Change.ADDED, space, Source.REST, "ada"));
  }

  @Test
  void changesWhatIsSentAndWritesNothingWhenNothingDiffers() {
    Space space = hub.save(Fields.of("name", "Kitchen").with("order", 3));
    hub.clock.pass(Duration.ofMinutes(1));
    Space same = hub.save(Fields.of("id", space.id()).with("order", 3));
    Space renamed = hub.save(Fields.of("id", space.id()).with("name", "Galley"));

    assertThat(same).isEqualTo(space);
    assertThat(hub.store.writes).isEqualTo(2);
    assertThat(renamed.order()).isEqualTo(3);
    assertThat(renamed.updatedAt()).isAfter(space.updatedAt());
    assertThat(failure(save(Fields.of("id", "spc_no").with("name", "A"))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(save(Fields.of("name", "A").with("parentId", "spc_no"))).code())
        .isEqualTo(FailureCode.INVALID);
  }

  @Test
  void knowsItsSpacesAfterARestart() {
    Space space = hub.room("Kitchen");
    RemoteSource radio = hub.saveSource(space, Fields.of("name", "Radio"));
    hub.restart();

    assertThat(hub.all()).containsExactly(space);
    assertThat(hub.sources(space)).containsExactly(radio);
  }

  @Test
  void changesNothingWhenTheStoreIsDown() {
    Space space = hub.room("Kitchen");
    hub.store.down = true;

    assertThat(failure(save(Fields.of("name", "New"))).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure(remove(space, true)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(hub.all()).containsExactly(space);
    assertThat(hub.changes).hasSizeLessThan(2);
  }

  @Test
  void listsByEachFilterAndTheSameAnswerTwice() {
    Space floor = hub.save(Fields.of("name", "Ground").with("kind", "floor"));
    Space room = hub.save(Fields.of("name", "Kitchen").with("parentId", floor.id()));
    hub.neighbours.servePrograms(hub.bus());
    assertThat(hub.all()).containsExactly(floor, room);

    SpaceList first = success(hub.ask(SpacesContract.LIST, ListSpaces.ALL));
    assertThat(success(hub.ask(SpacesContract.LIST, ListSpaces.ALL))).isSameAs(first);
    assertThat(list(new ListSpaces(null, null, "KITCH", null))).containsExactly(room);
    assertThat(list(new ListSpaces(null, null, null, "floor"))).containsExactly(floor);
    assertThat(list(new ListSpaces(1, 1, null, null))).containsExactly(room);
    for (ListSpaces wrong :
        List.of(
            new ListSpaces(0, null, null, null),
            new ListSpaces(10_001, null, null, null),
            new ListSpaces(null, -1, null, null))) {
      assertThat(failure(hub.ask(SpacesContract.LIST, wrong)).code())
          .isEqualTo(FailureCode.INVALID);
    }
  }

  @Test
  void assignsAllDevicesOrNone() {
    hub.neighbours.devices.addAll(Set.of("d1", "d2", "d3"));
    Space kitchen = hub.room("Kitchen");
    Space hall = hub.room("Hall");

    assertThat(assign(kitchen, ids("d1", "d2"), null).deviceIds()).isEqualTo(ids("d1", "d2"));
    HubFailure refused = failure(asked(hall, ids("d2", "no", "nor"), null, null));
    assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
    assertThat(refused.details()).hasSize(2);
    assertThat(hub.read(hall.id()).deviceIds()).isEmpty();
    assertThat(assign(hall, ids("d2", "d3"), "add").deviceIds()).isEqualTo(ids("d2", "d3"));
    assertThat(hub.read(kitchen.id()).deviceIds()).isEqualTo(ids("d1"));
    assertThat(success(asked(kitchen, null, new DeviceId("d3"), "add")).deviceIds())
        .isEqualTo(ids("d1", "d3"));
    assertThat(assign(kitchen, List.of(), "replace").deviceIds()).isEmpty();
    assertThat(failure(asked(kitchen, null, null, null)).code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure(asked(kitchen, ids("d1"), null, "swap")).code())
        .isEqualTo(FailureCode.INVALID);
  }

  @Test
  void savesDevicesTooIfTheyExist() {
    hub.neighbours.devices.add("d1");
    Space kitchen = hub.save(Fields.of("name", "K").with("deviceIds", List.of("d1")));
    Space hall = hub.save(Fields.of("name", "H").with("deviceIds", List.of("d1")));

    assertThat(hall.deviceIds()).isEqualTo(ids("d1"));
    assertThat(hub.read(kitchen.id()).deviceIds()).isEmpty();
    assertThat(failure(save(Fields.of("name", "X").with("deviceIds", List.of("no")))).code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(hub.all()).hasSize(2);
  }

  @Test
  void listsTheDevicesOfASpaceInItsOrder() {
    hub.neighbours.devices.addAll(Set.of("d1", "d2", "d3"));
    Space kitchen = hub.room("Kitchen");
    assertThat(assign(kitchen, ids("d3", "d1"), null).deviceIds()).hasSize(2);

    assertThat(
            success(hub.ask(SpacesContract.DEVICES, new ListSpaceDevices(kitchen.id()))).devices())
        .extracting(LogicalDevice::id)
        .containsExactlyElementsOf(ids("d3", "d1"));
    assertThat(failure(hub.ask(SpacesContract.DEVICES, new ListSpaceDevices("no"))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void removesASpaceNobodyUses() {
    hub.neighbours.devices.add("d1");
    hub.neighbours.servePrograms(hub.bus());
    Space floor = hub.save(Fields.of("name", "F").with("deviceIds", List.of("d1")));
    Space room = hub.save(Fields.of("name", "R").with("parentId", floor.id()));
    assertThat(hub.saveSource(floor, Fields.of("name", "Radio")).spaceId()).isEqualTo(floor.id());

    assertThat(success(remove(floor, null)).removed()).isTrue();

    assertThat(hub.all()).extracting(Space::id).containsExactly(room.id());
    assertThat(hub.read(room.id()).parentId()).isNull();
    assertThat(success(hub.store.sources())).isEmpty();
    await().until(() -> hub.changes.size() == 4);
    assertThat(hub.changes).extracting(SpaceChanged::change).endsWith(Change.REMOVED);
    assertThat(hub.changes).extracting(SpaceChanged::by).containsOnly("ada");
    assertThat(failure(remove(floor, null)).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void keepsASpaceThatProgramsUseUnlessForced() {
    hub.neighbours.servePrograms(hub.bus());
    hub.neighbours.uses.add(new Use("prg_1", "Movie", List.of("spaceId", "actions[0].spaceId")));
    Space space = hub.room("Kitchen");

    HubFailure refused = failure(remove(space, false));

    assertThat(refused.reason()).isEqualTo("SPACE_IN_USE");
    assertThat(refused.details()).containsExactly("prg_1 Movie: spaceId, actions[0].spaceId");
    assertThat(hub.all()).hasSize(1);
    assertThat(success(remove(space, true)).removed()).isTrue();
    assertThat(hub.all()).isEmpty();
  }

  @Test
  void removesNothingWhenProgramsDoNotAnswer() {
    Space space = hub.room("Kitchen");

    HubFailure refused = failure(remove(space, null));

    assertThat(refused.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(hub.all()).containsExactly(space);
  }

  @Test
  void letsARemovedDeviceLeaveItsSpace() {
    hub.neighbours.devices.addAll(Set.of("d1", "d2"));
    Space space = hub.room("Kitchen");
    assertThat(assign(space, ids("d1", "d2"), null).deviceIds()).hasSize(2);

    hub.bus().publish(DevicesContract.CHANGED, Neighbours.removed("d1"));

    await().until(() -> hub.read(space.id()).deviceIds().equals(ids("d2")));
    assertThat(success(hub.store.spaces()).get(0).deviceIds()).isEqualTo(ids("d2"));
    await().until(() -> hub.changes.size() == 3);
    assertThat(hub.changes)
        .extracting(SpaceChanged::source, SpaceChanged::by)
        .endsWith(tuple(Source.REST, "ada"), tuple(Source.SYSTEM, null));
  }

  @Test
  void tidiesUpWhatItMissed() {
    hub.neighbours.devices.addAll(Set.of("d1", "d2"));
    Space space = hub.room("Kitchen");
    assertThat(assign(space, ids("d1", "d2"), null).deviceIds()).hasSize(2);
    hub.neighbours.devices.remove("d2");
    hub.timers.pass(Duration.ofMinutes(10));

    await().until(() -> hub.read(space.id()).deviceIds().equals(ids("d1")));
    assertThat(success(hub.store.spaces()).get(0).deviceIds()).isEqualTo(ids("d1"));
  }

  @Test
  void followsThePrograms() {
    Space kitchen = hub.room("Kitchen");
    Space hall = hub.room("Hall");
    hub.neighbours.programs.add(program("p1", kitchen.id()));
    assertThat(hub.read(kitchen.id()).programIds()).isEmpty();
    hub.neighbours.servePrograms(hub.bus());

    assertThat(hub.read(kitchen.id()).programIds()).containsExactly("p1");
    hub.bus()
        .publish(
            ProgramsContract.CHANGED,
            new ProgramChanged(
                ProgramsContract.Change.UPDATED, program("p1", hall.id()), Source.REST, "ada"));
    await().until(() -> hub.read(hall.id()).programIds().equals(List.of("p1")));
    assertThat(hub.read(kitchen.id()).programIds()).isEmpty();
    await().until(() -> hub.changes.size() == 4);
    assertThat(hub.changes.get(3).space().programIds()).containsExactly("p1");
    assertThat(hub.changes.get(3).source()).isEqualTo(Source.SYSTEM);
    assertThat(hub.changes.get(3).by()).isNull();
    hub.bus()
        .publish(
            ProgramsContract.CHANGED,
            new ProgramChanged(
                ProgramsContract.Change.REMOVED, program("p1", hall.id()), Source.REST, "ada"));
    await().until(() -> hub.read(hall.id()).programIds().isEmpty());
  }

  @Test
  void keepsTheTreeWholeWhenManyChangeItAtOnce() {
    hub.neighbours.devices.add("d1");
    List<Space> rooms = List.of(hub.room("A"), hub.room("B"), hub.room("C"));
    List<Future<Space>> asked =
        rooms.stream().map(room -> asked(room, ids("d1"), null, null)).toList();
    done(Future.all(asked));

    assertThat(hub.all().stream().filter(space -> !space.deviceIds().isEmpty())).hasSize(1);
    assertThat(hub.read(rooms.get(2).id()).deviceIds()).isEqualTo(ids("d1"));
  }

  private Future<Space> save(Fields body) {
    return hub.ask(SpacesContract.SAVE, new SaveSpace(body, Source.REST, People.ADA));
  }

  private Future<SpacesContract.SpaceRemoved> remove(Space space, @Nullable Boolean force) {
    return hub.ask(
        SpacesContract.REMOVE, new RemoveSpace(space.id(), force, Source.REST, People.ADA));
  }

  private List<Space> list(ListSpaces query) {
    return success(hub.ask(SpacesContract.LIST, query)).spaces();
  }

  private Space assign(Space space, List<DeviceId> devices, @Nullable String mode) {
    return success(asked(space, devices, null, mode));
  }

  private Future<Space> asked(
      Space space,
      @Nullable List<DeviceId> devices,
      @Nullable DeviceId device,
      @Nullable String mode) {
    return hub.ask(
        SpacesContract.ASSIGN,
        new AssignDevices(space.id(), devices, device, mode, Source.REST, People.ADA));
  }
}
