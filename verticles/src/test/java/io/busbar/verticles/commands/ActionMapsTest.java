package io.busbar.verticles.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.ActionMap.Direction;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActionMapsTest {
  private static final Fields NONE = Fields.EMPTY;

  @Test
  void passesOnWhatNobodyMaps() {
    ActionMaps.Mapped mapped = map(List.of(), "turn_on", Fields.of("x", 1));

    assertThat(mapped).isEqualTo(new ActionMaps.Mapped("turn_on", Fields.of("x", 1), null));
  }

  @Test
  void prefersTheMoreSpecificThenThePriorityThenTheId() {
    ActionMap device = entry("device", "lamp", null, null, 0);
    ActionMap driverAndType = entry("driver-type", null, "HUE", "light", 0);
    ActionMap driver = entry("driver", null, "HUE", null, 0);
    ActionMap type = entry("type", null, null, "light", 9);
    ActionMap any = entry("any", null, null, null, 99);

    assertThat(chosen(any, type, driver, driverAndType, device)).isEqualTo("device");
    assertThat(chosen(any, type, driver, driverAndType)).isEqualTo("driver-type");
    assertThat(chosen(any, type, driver)).isEqualTo("driver");
    assertThat(chosen(any, type)).isEqualTo("type");
    assertThat(chosen(any)).isEqualTo("any");
    assertThat(chosen(type, entry("high", null, null, "light", 10))).isEqualTo("high");
    assertThat(chosen(type, entry("a", null, null, "light", 9))).isEqualTo("a");
  }

  @Test
  void ignoresMapsThatDoNotApply() {
    assertThat(
            chosen(
                entry("other-device", "tv", null, null, 0),
                entry("other-driver", null, "KNX", null, 0),
                entry("other-type", null, null, "tv", 0),
                shaped("disabled", Direction.OUTBOUND, false, null, null, null),
                shaped("inbound", Direction.INBOUND, true, null, null, null)))
        .isNull();
    assertThat(map(List.of(entry("any", null, null, null, 0)), "turn_off", NONE).mappedBy())
        .isNull();
  }

  @Test
  void fillsTemplates() {
    Fields template =
        Fields.of("level", "{{payload.brightness}}")
            .with("text", "at {{ payload.deep.er }} of {{payload.missing}}$1")
            .with("list", List.of("{{payload.brightness}}", 7))
            .with("nested", Map.of("b", "{{payload.brightness}}"))
            .with("none", "{{payload.missing}}");
    Fields payload = Fields.of("brightness", 40).with("deep", Map.of("er", "$0"));

    assertThat(apply(template, null, null, payload))
        .isEqualTo(
            Fields.of("level", 40)
                .with("text", "at $0 of null$1")
                .with("list", List.of(40, 7))
                .with("nested", Map.of("b", 40))
                .with("none", null));
  }

  @Test
  void replacesValuesByTheirText() {
    Fields values = Fields.of("true", "ON").with("2", "TWO").with("null", "OFF");

    assertThat(apply(null, values, null, Fields.of("a", true).with("b", 2).with("c", null)))
        .isEqualTo(Fields.of("a", "ON").with("b", "TWO").with("c", "OFF"));
    assertThat(apply(null, values, null, Fields.of("d", "x"))).isEqualTo(Fields.of("d", "x"));
  }

  @Test
  void transformsNumbers() {
    Fields transform = Fields.of("scale", 2.55).with("offset", 1).with("round", true);

    assertThat(apply(null, null, transform, Fields.of("level", 100).with("name", "x")))
        .isEqualTo(Fields.of("level", 256L).with("name", "x"));
    assertThat(apply(null, null, Fields.of("offset", 0.5), Fields.of("level", 1)))
        .isEqualTo(Fields.of("level", 1.5));
    assertThat(
            apply(
                null,
                Fields.of("1", Arrays.asList(1)),
                Fields.of("scale", 9),
                Fields.of("level", 1)))
        .isEqualTo(Fields.of("level", List.of(1)));
  }

  @Test
  void roundsToDecimals() {
    Fields transform = Fields.of("scale", 0.1).with("round", 2);

    assertThat(apply(null, null, transform, Fields.of("level", 2.555)))
        .isEqualTo(Fields.of("level", 0.26));
  }

  private static @Nullable String chosen(ActionMap... maps) {
    return map(List.of(maps), "turn_on", NONE).mappedBy();
  }

  private static Fields apply(
      @Nullable Fields template,
      @Nullable Fields values,
      @Nullable Fields transform,
      Fields payload) {
    ActionMap map = shaped("m", Direction.OUTBOUND, true, template, values, transform);
    return map(List.of(map), "turn_on", payload).payload();
  }

  private static ActionMaps.Mapped map(List<ActionMap> maps, String action, Fields payload) {
    return ActionMaps.map(maps, House.lamp(), action, payload);
  }

  private static ActionMap entry(
      String id,
      @Nullable String device,
      @Nullable String driver,
      @Nullable String type,
      int priority) {
    return new ActionMap(
        id,
        id,
        Direction.OUTBOUND,
        true,
        priority,
        device == null ? null : new DeviceId(device),
        type,
        driver == null ? null : new DriverKey(driver),
        "turn_on",
        "POWER",
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static ActionMap shaped(
      String id,
      Direction direction,
      boolean enabled,
      @Nullable Fields template,
      @Nullable Fields values,
      @Nullable Fields transform) {
    return new ActionMap(
        id, id, direction, enabled, 0, null, null, null, "turn_on", "P", template, values,
        transform, null, null, null, null);
  }
}
