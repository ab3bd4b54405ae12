package io.busbar.bridge.mqtt.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.bridge.mqtt.house.SetReader.Wanted;
import io.busbar.bridge.mqtt.house.ShortForm.Call;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetReaderTest {
  @Test
  void readsACommandWithItsArgumentsAndTerms() {
    Wanted wanted =
        wanted(
            """
            {"command":"set_brightness","payload":{"brightness":40},
             "requestId":"r1","correlationId":"c1","waitMs":100}""");
    assertThat(wanted.calls())
        .containsExactly(new Call("set_brightness", Fields.of("brightness", 40)));
    assertThat(wanted.terms()).isEqualTo(new SetReader.Terms("r1", "c1", 100));
  }

  @Test
  void readsTheShortFormPowerOnFirstPowerOffLast() {
    assertThat(commands("{\"brightness\":40,\"power\":true,\"requestId\":\"r\"}"))
        .containsExactly("turn_on", "set_brightness");
    assertThat(commands("{\"power\":false,\"volume\":3}"))
        .containsExactly("set_volume", "turn_off");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"power\":\"ON\"} | turn_on | {}",
        "{\"power\":0} | turn_off | {}",
        "{\"color\":\"#ff0000\"} | set_color | {color=#ff0000}",
        "{\"colorTemperature\":3000} | set_color_temperature | {colorTemperature=3000}",
        "{\"muted\":true} | mute | {}",
        "{\"playback\":\"paused\"} | pause | {}",
        "{\"input\":\"HDMI 1\"} | set_input | {input=HDMI 1}",
        "{\"targetTemperature\":21.5} | set_temperature | {temperature=21.5}",
        "{\"mode\":\"heat\"} | set_mode | {mode=heat}",
        "{\"fanSpeed\":\"low\"} | set_fan_speed | {speed=low}",
        "{\"position\":10} | set_position | {position=10}",
        "{\"locked\":false} | unlock | {}",
        "{\"armed\":\"night\"} | arm_night | {}"
      })
  void knowsEveryFieldThatCanBeSet(String body, String command, String payload) {
    Call call = wanted(body).calls().get(0);
    assertThat(call.command()).isEqualTo(command);
    assertThat(call.payload().values()).hasToString(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "ON",
        "{\"power\":\"maybe\"}",
        "{\"power\":null}",
        "{\"glow\":1}",
        "{\"playback\":\"loud\"}",
        "{\"command\":7}",
        "{\"command\":\"turn_on\",\"payload\":[1]}",
        "{\"command\":\"turn_on\",\"waitMs\":\"1\"}",
        "{\"command\":\"turn_on\",\"requestId\":1}",
        "{\"power\":true,\"power\":false}"
      })
  void refusesWhatItCannotRead(String body) {
    assertThatThrownBy(() -> wanted(body))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
              assertThat(failure.hint()).isNotBlank();
            });
  }

  @Test
  void refusesWhatIsTooLong() {
    Bytes big = Bytes.of("{\"command\":\"" + "x".repeat(SetReader.MOST_BYTES) + "\"}");
    assertThatThrownBy(() -> SetReader.read(big)).hasMessageContaining("longer than");
  }

  private static List<String> commands(String body) {
    return wanted(body).calls().stream().map(Call::command).toList();
  }

  private static Wanted wanted(String body) {
    return SetReader.wanted(SetReader.read(Bytes.of(body)));
  }
}
