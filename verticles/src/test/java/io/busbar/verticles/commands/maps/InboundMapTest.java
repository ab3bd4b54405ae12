package io.busbar.verticles.commands.maps;

import static io.busbar.verticles.commands.maps.Maps.SWITCH;
import static io.busbar.verticles.commands.maps.Maps.SWITCH_TO_LAMP;
import static io.busbar.verticles.commands.maps.Maps.change;
import static io.busbar.verticles.commands.maps.Maps.inbound;
import static io.busbar.verticles.commands.maps.Maps.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboundMapTest {
  private static final Fields OFF = Fields.of("power", false);
  private static final Fields ON = Fields.of("power", true);

  @Test
  void hearsTheTransitionOnly() {
    InboundMap map = inbound(SWITCH_TO_LAMP);

    assertThat(map.hears(change(OFF, ON))).isTrue();
    assertThat(map.hears(change(ON, OFF))).isFalse();
    assertThat(map.hears(change(ON, ON))).isFalse();
    assertThat(map.hears(change(ON.with("x", 1), Fields.of("x", 2)))).isFalse();
  }

  @Test
  void hearsAnyChangeOfAKey() {
    InboundMap map = inbound(event(Map.of("type", "state", "key", "extras.sensors.cpu")));

    assertThat(map.hears(change(cpu(1), cpu(2)))).isTrue();
    assertThat(map.hears(change(cpu(1), cpu(1.0)))).isFalse();
    assertThat(map.hears(change(OFF, cpu(1)))).isTrue();
    assertThat(map.hears(change(cpu(1), ON))).isFalse();
  }

  @Test
  void hearsOneOfSeveralValuesAndWhereTheyCameFrom() {
    InboundMap map =
        inbound(
            event(Map.of("type", "state", "key", "mode", "from", "off", "to", List.of("heat", 2))));

    assertThat(map.hears(change(mode("off"), mode("heat")))).isTrue();
    assertThat(map.hears(change(mode("off"), mode(2.0)))).isTrue();
    assertThat(map.hears(change(mode("off"), mode("cool")))).isFalse();
    assertThat(map.hears(change(mode("cool"), mode("heat")))).isFalse();
  }

  @Test
  void takesNullForAValue() {
    InboundMap map =
        inbound(
            SWITCH_TO_LAMP.with(
                "event",
                Fields.of("type", "state").with("key", "power").with("to", null).values()));

    assertThat(map.hears(change(ON, Fields.of("power", null)))).isTrue();
    assertThat(map.hears(change(OFF, ON))).isFalse();
  }

  @Test
  void listensToItsDeviceDriverAndType() {
    Fields anyOf = SWITCH_TO_LAMP.with("deviceId", null);

    assertThat(inbound(SWITCH_TO_LAMP.with("deviceId", "other")).hears(change(OFF, ON))).isFalse();
    assertThat(inbound(anyOf).hears(change(OFF, ON))).isTrue();
    assertThat(inbound(anyOf.with("driverKey", "hue")).hears(change(OFF, ON))).isTrue();
    assertThat(inbound(anyOf.with("driverKey", "KNX")).hears(change(OFF, ON))).isFalse();
    assertThat(inbound(anyOf.with("deviceType", "switch")).hears(change(OFF, ON))).isTrue();
    assertThat(inbound(anyOf.with("deviceType", "lamp")).hears(change(OFF, ON))).isFalse();
  }

  @Test
  void hearsWhatADriverSays() {
    InboundMap map =
        inbound(
            event(
                Map.of(
                    "type",
                    "driver_event",
                    "name",
                    "METRIC_UPDATE",
                    "match",
                    Map.of("key", "temperature"))));
    Fields reading = Fields.of("key", "temperature").with("value", 21);

    assertThat(map.hears(said("METRIC_UPDATE", SWITCH, reading))).isTrue();
    assertThat(map.hears(said("METRIC_UPDATE", SWITCH, reading.with("key", "x")))).isFalse();
    assertThat(map.hears(said("ACTION_RESULT", SWITCH, reading))).isFalse();
    assertThat(map.event().valueOf(said("METRIC_UPDATE", SWITCH, reading))).isEqualTo(21);
  }

  @Test
  void fillsInWhatItHeard() {
    InboundMap map =
        inbound(
            SWITCH_TO_LAMP
                .with(
                    "payloadTemplate",
                    Map.of(
                        "level", "{{value}}",
                        "word", "{{ event.word }}",
                        "text", "{{state.a.b}} of {{state.none}}"))
                .with("valueMap", Map.of("yes", "no"))
                .with("transform", Map.of("scale", 2.55, "round", true)));
    Fields state = Fields.of("a", Map.of("b", "$1"));

    assertThat(map.arguments(state, Fields.of("word", "yes"), 40))
        .isEqualTo(new Fields(Map.of("level", 102L, "word", "no", "text", "$1 of null")));
    assertThat(inbound(SWITCH_TO_LAMP).arguments(state, state, 1)).isEqualTo(Fields.EMPTY);
  }

  @Test
  void firesOnlyWhenItsConditionIsTrue() {
    assertThat(mayFire(Map.of("type", "state", "key", "power", "value", true))).isTrue();
    assertThat(mayFire(Map.of("type", "state", "key", "power", "value", false))).isFalse();
    assertThat(mayFire(Map.of("type", "state", "key", "n", "anyOf", List.of(1, 5)))).isTrue();
    assertThat(mayFire(Map.of("type", "numeric", "key", "n", "above", 4, "below", 6))).isTrue();
    assertThat(mayFire(Map.of("type", "numeric", "key", "n", "above", 5))).isFalse();
    assertThat(mayFire(Map.of("type", "numeric", "key", "n", "below", 5))).isFalse();
    assertThat(mayFire(Map.of("type", "numeric", "key", "power", "below", 5))).isFalse();
    assertThat(mayFire(Map.of("type", "numeric", "key", "n", "above", 1, "deviceId", "tv")))
        .isFalse();
  }

  private static boolean mayFire(Map<String, ?> condition) {
    Map<DeviceId, Fields> states = Map.of(SWITCH, ON.with("n", 5));
    return inbound(SWITCH_TO_LAMP.with("condition", condition))
        .mayFire(change(OFF, ON), device -> states.getOrDefault(device, Fields.EMPTY));
  }

  private static Fields event(Map<String, ?> event) {
    return SWITCH_TO_LAMP.with("event", event);
  }

  private static Fields cpu(Object value) {
    return Fields.of("extras", Map.of("sensors", Map.of("cpu", value)));
  }

  private static Fields mode(Object value) {
    return Fields.of("mode", value);
  }
}
