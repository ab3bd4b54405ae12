package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.House.LAMP;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandsContract.ListActionMaps;
import io.busbar.contracts.commands.CommandsContract.ReadActionMap;
import io.busbar.contracts.commands.CommandsContract.RemoveActionMap;
import io.busbar.contracts.commands.CommandsContract.SaveActionMap;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.commands.maps.InboundIndex;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActionMapBookTest {
  private static final Fields INBOUND =
      Fields.of("direction", "inbound")
          .with("action", "turn_on")
          .with("event", Map.of("type", "state", "key", "power"));

  private final TestHub hub = TestHub.open();
  private final CommandsStore store = new InMemoryCommandsStore();
  private final ActionMapBook book = new ActionMapBook(store, new MapReferences(hub.bus()));

  @BeforeEach
  void start() {
    done(
        hub.bus()
            .serve(
                DevicesContract.FIND,
                question ->
                    question.id().equals(LAMP)
                        ? Future.succeededFuture(House.lamp())
                        : Future.failedFuture(HubFailure.notFound("device", question.id()))));
    done(
        hub.bus()
            .serve(
                ProgramsContract.READ,
                question -> Future.failedFuture(HubFailure.notFound("program", question.id()))));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  static Stream<Fields> wrongShapes() {
    Fields right = Fields.of("action", "x");
    return Stream.of(
        Fields.EMPTY,
        Fields.of("action", " "),
        Fields.of("action", 7),
        Fields.of("action", "x".repeat(129)),
        right.with("id", "\u0000"),
        right.with("deviceId", ""),
        right.with("driverKey", "a b"),
        right.with("direction", "sideways"),
        right.with("valueMap", List.of()),
        right.with("transform", 7),
        right.with("targetDeviceId", "lamp"));
  }

  @ParameterizedTest
  @MethodSource("wrongShapes")
  void refusesTheWrongShape(Fields body) {
    assertThatThrownBy(() -> success(book.save(new SaveActionMap(body))))
        .isInstanceOfSatisfying(
            HubFailure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.INVALID));
    assertThat(list(null, null)).isEmpty();
  }

  @Test
  void listsByDeviceAndDirection() {
    ActionMap out = save(Fields.of("action", "on").with("deviceId", "lamp"));
    ActionMap in = save(INBOUND.with("driverKey", "hue").with("targetDeviceId", "lamp"));

    assertThat(list(null, null)).containsExactly(out, in);
    assertThat(list("lamp", null)).containsExactly(out, in);
    assertThat(list("lamp", "outbound")).containsExactly(out);
    assertThat(ofDriver("HUE")).containsExactly(in);
    assertThat(ofDriver("KNX")).isEmpty();
    assertThat(list(null, "inbound")).containsExactly(in);
    assertThat(list("tv", null)).isEmpty();
    assertThat(out.id()).startsWith("map_").isNotEqualTo(in.id());
    assertThat(out.command()).isEqualTo("on");
    assertThat(out.enabled()).isTrue();
  }

  @Test
  void replacesTheMapWithTheSameId() {
    ActionMap first = save(Fields.of("id", "m").with("action", "on"));
    ActionMap second = save(Fields.of("id", "m").with("action", "off").with("enabled", false));

    assertThat(list(null, null)).containsExactly(second).doesNotContain(first);
    assertThat(success(store.actionMaps())).containsExactly(second);
  }

  @Test
  void removesOnce() {
    ActionMap map = save(Fields.of("action", "on"));
    assertThat(success(book.remove(new RemoveActionMap(map.id()))).removed()).isTrue();

    assertThat(failure(book.remove(new RemoveActionMap(map.id()))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(list(null, null)).isEmpty();
    assertThat(failure(book.read(new ReadActionMap(map.id()))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void readsOne() {
    ActionMap map = save(Fields.of("action", "on"));

    assertThat(success(book.read(new ReadActionMap(map.id())))).isEqualTo(map);
  }

  @Test
  void saysWhichNamedThingDoesNotExist() {
    Fields toGone = INBOUND.with("targetDeviceId", "gone");
    Fields ifGone =
        INBOUND
            .with("targetDeviceId", "lamp")
            .with("condition", Map.of("type", "state", "deviceId", "gone", "key", "p", "value", 1));

    assertThat(refused(Fields.of("action", "x").with("deviceId", "gone"))).startsWith("deviceId");
    assertThat(refused(toGone)).startsWith("targetDeviceId");
    assertThat(refused(ifGone)).startsWith("condition.deviceId");
    assertThat(refused(INBOUND.with("triggerProgramId", "gone"))).startsWith("triggerProgramId");
    assertThat(list(null, null)).isEmpty();
  }

  @Test
  void listensToManyDevicesWithSoManyMapsOnly() {
    Fields wide = INBOUND.with("targetDeviceId", "lamp");
    for (int i = 0; i < InboundIndex.MOST_WIDE; i++) {
      assertThat(save(wide.with("id", "m" + i)).enabled()).isTrue();
    }

    assertThat(failure(book.save(new SaveActionMap(wide))).code())
        .isEqualTo(FailureCode.OVERLOADED);
    assertThat(save(wide.with("id", "m0").with("priority", 1)).priority()).isEqualTo(1);
    assertThat(save(wide.with("deviceId", "lamp")).deviceId()).isEqualTo(LAMP);
  }

  @Test
  void knowsStoredMapsAfterARestart() {
    ActionMap map = save(Fields.of("action", "on").with("command", "POWER"));
    ActionMapBook restarted = new ActionMapBook(store, new MapReferences(hub.bus()));
    done(restarted.load());

    assertThat(restarted.map(House.lamp(), "on", Fields.EMPTY))
        .isEqualTo(new ActionMaps.Mapped("POWER", Fields.EMPTY, map.id()));
  }

  private String refused(Fields body) {
    HubFailure failure = failure(book.save(new SaveActionMap(body)));
    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.hint()).isNotBlank();
    return failure.message();
  }

  private List<ActionMap> ofDriver(String driver) {
    return success(book.list(new ListActionMaps(null, null, driver))).actionMaps();
  }

  private ActionMap save(Fields body) {
    return success(book.save(new SaveActionMap(body)));
  }

  private List<ActionMap> list(@Nullable String device, @Nullable String direction) {
    return success(book.list(new ListActionMaps(device, direction, null))).actionMaps();
  }
}
