package io.busbar.verticles.spaces;

import static io.busbar.verticles.spaces.Rooms.NOON;
import static io.busbar.verticles.spaces.Rooms.ids;
import static io.busbar.verticles.spaces.Rooms.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SavedTest {
  @Test
  void readsEveryFieldOfANewSpace() {
    Space space =
        SavedSpace.asNew(
            "s1",
            Fields.of("name", "Floor")
                .with("kind", "floor")
                .with("icon", "stairs")
                .with("parentId", "p")
                .with("order", -3)
                .with("deviceIds", List.of("d1", "d2", "d1"))
                .with("favoriteIds", List.of("d1"))
                .with("remoteIds", List.of("r1"))
                .with("activeRemoteSourceId", "not by this way")
                .with("theme", Map.of("color", "#fff")),
            NOON);

    assertThat(space.kind()).isEqualTo(Space.Kind.FLOOR);
    assertThat(space.icon()).isEqualTo("stairs");
    assertThat(space.parentId()).isEqualTo("p");
    assertThat(space.order()).isEqualTo(-3);
    assertThat(space.deviceIds()).isEqualTo(ids("d1", "d2"));
    assertThat(space.favoriteIds()).isEqualTo(ids("d1"));
    assertThat(space.remoteIds()).containsExactly("r1");
    assertThat(space.activeRemoteSourceId()).isNull();
    assertThat(space.extra()).isEqualTo(Map.of("theme", Map.of("color", "#fff")));
  }

  @Test
  void leavesWhatIsAbsentAndTakesAwayWhatIsEmpty() {
    Space space =
        SavedSpace.asNew(
            "s1",
            Fields.of("name", "A").with("icon", "i").with("parentId", "p").with("x", 1),
            NOON);

    assertThat(SavedSpace.over(space, Fields.of("id", "s1"), NOON.plusSeconds(9))).isSameAs(space);
    Space changed =
        SavedSpace.over(
            space, Fields.of("parentId", "").with("icon", null).with("y", 2), NOON.plusSeconds(9));
    assertThat(changed.parentId()).isNull();
    assertThat(changed.icon()).isNull();
    assertThat(changed.name()).isEqualTo("A");
    assertThat(changed.extra()).isEqualTo(Map.of("x", 1, "y", 2));
    assertThat(changed.updatedAt()).isEqualTo(NOON.plusSeconds(9));
    assertThat(changed.createdAt()).isEqualTo(NOON);
  }

  @Test
  void namesEveryFaultOfASpace() {
    HubFailure failure =
        refused(
            () ->
                SavedSpace.over(
                    room("s1", null),
                    Fields.of("name", " ")
                        .with("kind", "cellar")
                        .with("icon", "x".repeat(129))
                        .with("order", 1.5)
                        .with("deviceIds", List.of("d", ""))
                        .with("remoteIds", "r")
                        .with("note", "n".repeat(20_000)),
                    NOON));

    assertThat(failure.details()).hasSize(7);
    assertThat(refused(() -> SavedSpace.asNew("s", Fields.EMPTY, NOON)).details())
        .singleElement()
        .asString()
        .startsWith("name must be");
    Fields many = Fields.of("deviceIds", Collections.nCopies(SpaceTree.MAX_DEVICES + 1, "d"));
    assertThat(refused(() -> SavedSpace.over(room("s", null), many, NOON)).details()).hasSize(1);
  }

  @Test
  void readsEveryFieldOfASource() {
    RemoteSource source =
        SavedSource.asNew(
            "src",
            "s1",
            Fields.of("name", "Apple TV")
                .with("kind", "app")
                .with("deviceId", "d1")
                .with("programId", "p1")
                .with(
                    "activateCommands",
                    List.of(Map.of("deviceId", "d2", "command", "on", "payload", Map.of("a", 1))))
                .with("buttonMap", Map.of("play", Map.of("programId", "p2")))
                .with("active", true)
                .with("hint", "left"));

    assertThat(source.kind()).isEqualTo(RemoteSource.Kind.APP);
    assertThat(SavedSource.devices(source)).containsExactlyElementsOf(ids("d1", "d2"));
    assertThat(source.programId()).isEqualTo("p1");
    assertThat(source.buttonMap().has("play")).isTrue();
    assertThat(source.active()).isFalse();
    assertThat(source.extra()).isEqualTo(Map.of("hint", "left"));
    RemoteSource renamed = SavedSource.over(source, Fields.of("name", "TV").with("deviceId", ""));
    assertThat(renamed.name()).isEqualTo("TV");
    assertThat(renamed.deviceId()).isNull();
    assertThat(renamed.activateCommands()).isEqualTo(source.activateCommands());
    assertThat(SavedSource.device(renamed.activateCommands().get(0))).isEqualTo(new DeviceId("d2"));
  }

  @Test
  void namesEveryFaultOfASource() {
    HubFailure failure =
        refused(
            () ->
                SavedSource.asNew(
                    "src",
                    "s1",
                    Fields.of("kind", 4)
                        .with("deviceId", "d\n")
                        .with(
                            "activateCommands",
                            List.of(Map.of("payload", 1), "none", Map.of("deviceId", "d")))
                        .with("buttonMap", List.of())));

    assertThat(failure.details())
        .hasSize(10)
        .anyMatch(line -> line.startsWith("activateCommands[2].command"));
    Fields many =
        Fields.of("name", "A")
            .with("activateCommands", Collections.nCopies(SavedSource.MAX_COMMANDS + 1, Map.of()));
    assertThat(refused(() -> SavedSource.asNew("s", "s1", many)).details()).hasSize(1);
    Fields huge =
        Fields.of("name", "A")
            .with(
                "activateCommands",
                List.of(
                    Map.of(
                        "deviceId",
                        "d",
                        "command",
                        "c",
                        "payload",
                        Map.of("x", "y".repeat(70_000)))));
    assertThat(refused(() -> SavedSource.asNew("s", "s1", huge)).details()).hasSize(1);
  }

  private static HubFailure refused(ThrowingCallable call) {
    HubFailure failure =
        Objects.requireNonNull(catchThrowableOfType(HubFailure.class, call), "not refused");
    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.hint()).isNotBlank();
    return failure;
  }
}
