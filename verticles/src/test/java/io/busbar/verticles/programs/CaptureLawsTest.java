package io.busbar.verticles.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.CaptureTable.Plan;
import io.busbar.verticles.programs.CaptureTable.Restoring;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A scene brings back what it captured, whatever happened since. */
class CaptureLawsTest {
  private static final CaptureTable TABLE = CaptureTable.load();
  private static final List<String> COMMANDS =
      List.of(
          "turn_on",
          "turn_off",
          "set_brightness",
          "set_color",
          "set_color_temperature",
          "set_volume",
          "mute",
          "unmute",
          "set_input",
          "set_temperature",
          "set_mode",
          "set_fan_speed",
          "set_position",
          "play",
          "pause",
          "stop");
  private static final Map<String, String> FIELDS =
      Map.of(
          "set_brightness", "brightness",
          "set_color", "color",
          "set_color_temperature", "colorTemperature",
          "set_volume", "volume",
          "set_input", "input",
          "set_temperature", "targetTemperature",
          "set_mode", "mode",
          "set_fan_speed", "fanSpeed",
          "set_position", "position");

  /** A device whose driver obeys; turning it on starts it at full brightness, as many lamps do. */
  private static final class Obeying {
    private final Map<String, Object> state;

    Obeying(Map<String, Object> state) {
      this.state = new HashMap<>(state);
    }

    void obey(Restoring command) {
      switch (command.command()) {
        case "turn_on" -> {
          state.put("power", true);
          state.put("brightness", 100);
        }
        case "turn_off" -> state.put("power", false);
        case "mute", "unmute" -> state.put("muted", command.command().equals("mute"));
        case "play" -> state.put("playback", "playing");
        case "pause" -> state.put("playback", "paused");
        case "stop" -> state.put("playback", "stopped");
        default -> {
          String field = FIELDS.getOrDefault(command.command(), "");
          assertThat(command.payload().values()).hasSize(1);
          state.put(field, command.payload().values().values().iterator().next());
          if (field.equals("color") || field.equals("colorTemperature")) {
            state.remove(field.equals("color") ? "colorTemperature" : "color");
          }
        }
      }
    }
  }

  @Property(tries = 1_000)
  void bringsBackWhatItCaptured(
      @ForAll("states") Map<String, Object> captured,
      @ForAll("states") Map<String, Object> since,
      @ForAll("catalogs") Set<String> commands) {
    Device device = new Neighbours().add("d", "light", List.copyOf(commands));
    Plan plan = TABLE.plan(device, new Fields(captured), fields -> fields.get(fields.size() - 1));
    Obeying obeying = new Obeying(since);
    plan.restoring().forEach(obeying::obey);

    for (Restoring restored : plan.restoring()) {
      assertThat(obeying.state).containsEntry(restored.field(), captured.get(restored.field()));
      assertThat(commands).contains(restored.command());
    }
    Set<String> spoken = new HashSet<>();
    plan.restoring().forEach(one -> assertThat(spoken.add(one.field())).isTrue());
    plan.lost().forEach(one -> assertThat(spoken.add(one.field())).isTrue());
    assertThat(spoken).isEqualTo(captured.keySet());
    assertThat(plan.restoring()).noneMatch(one -> one.command().contains("lock"));
  }

  @Provide
  Arbitrary<Set<String>> catalogs() {
    return Arbitraries.of(COMMANDS).set();
  }

  @Provide
  Arbitrary<Map<String, Object>> states() {
    Arbitrary<Map<String, Object>> some =
        Arbitraries.maps(
            Arbitraries.of("brightness", "volume", "position", "targetTemperature"),
            Arbitraries.integers().between(0, 100).map(number -> (Object) number));
    Arbitrary<Map<String, Object>> words =
        Arbitraries.maps(
            Arbitraries.of("color", "colorTemperature", "input", "mode", "fanSpeed", "title"),
            Arbitraries.of("a", "b", "c").map(text -> (Object) text));
    Arbitrary<Map<String, Object>> flags =
        Arbitraries.maps(
            Arbitraries.of("power", "muted", "locked"),
            Arbitraries.of(true, false).map(flag -> (Object) flag));
    Arbitrary<Map<String, Object>> playback =
        Arbitraries.maps(
            Arbitraries.of("playback"),
            Arbitraries.of("playing", "paused", "stopped").map(text -> (Object) text));
    return Combinators.combine(some, words, flags, playback)
        .as(
            (a, b, c, d) -> {
              Map<String, Object> all = new HashMap<>(a);
              all.putAll(b);
              all.putAll(c);
              all.putAll(d);
              return all;
            });
  }
}
