package io.busbar.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"level\":40}|40",
        "{\"level\":-3}|0",
        "{\"level\":1e300}|100",
        "{\"level\":12.5}|13",
        "{\"level\":12.4}|12",
        "{\"level\":\" 70 \"}|70",
        "{\"value\":\"250\"}|100",
        "{\"level\":null,\"value\":7}|7",
        "{\"level\":1,\"value\":7}|1"
      })
  void readsPercentsLeniently(String payload, long percent) {
    assertThat(call(payload).percent("level")).isEqualTo(percent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|level is missing",
        "{\"level\":\"bright\"}|level must be a number",
        "{\"level\":\"NaN\"}|level must be a number",
        "{\"level\":true}|level must be a number",
        "{\"level\":[]}|level must be a number"
      })
  void saysWhatIsWrongWithAPercent(String payload, String message) {
    assertThatThrownBy(() -> call(payload).percent("level"))
        .isInstanceOf(Failure.class)
        .hasMessage(message);
  }

  private static Call call(String payload) {
    return Call.of(
        Json.readObject(
            "{\"event\":\"ACTION\",\"device_id\":\"d\",\"data\":{\"payload\":%s}}"
                .formatted(payload)));
  }
}
