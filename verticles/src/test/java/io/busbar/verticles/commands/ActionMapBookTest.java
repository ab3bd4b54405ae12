package io.busbar.verticles.commands;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandsContract.ListActionMaps;
import io.busbar.contracts.commands.CommandsContract.RemoveActionMap;
import io.busbar.contracts.commands.CommandsContract.SaveActionMap;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActionMapBookTest {
  private final CommandsStore store = new InMemoryCommandsStore();
  private final ActionMapBook book = new ActionMapBook(store);

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
        right.with("transform", 7));
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
    ActionMap in = save(Fields.of("action", "on").with("direction", "inbound"));

    assertThat(list(null, null)).containsExactly(out, in);
    assertThat(list("lamp", null)).containsExactly(out);
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
  }

  @Test
  void knowsStoredMapsAfterARestart() {
    ActionMap map = save(Fields.of("action", "on").with("command", "POWER"));
    ActionMapBook restarted = new ActionMapBook(store);
    done(restarted.load());

    assertThat(restarted.map(House.lamp(), "on", Fields.EMPTY))
        .isEqualTo(new ActionMaps.Mapped("POWER", Fields.EMPTY, map.id()));
  }

  private ActionMap save(Fields body) {
    return success(book.save(new SaveActionMap(body)));
  }

  private List<ActionMap> list(@Nullable String device, @Nullable String direction) {
    return success(book.list(new ListActionMaps(device, direction))).actionMaps();
  }
}
