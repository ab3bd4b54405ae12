package io.busbar.bridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayloadSizeTest {
  @Test
  void takesWhatClientsSend() {
    Map<String, @Nullable Object> message = new HashMap<>();
    message.put("command", "LIST_DEVICES");
    message.put("payload", Map.of("q", "x".repeat(256)));
    message.put("none", null);

    assertThatCode(() -> PayloadSize.require(message)).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsTooLong() {
    refused(Map.of("q", "x".repeat(PayloadSize.MOST_CHARACTERS + 1)));
  }

  @Test
  void refusesTooManyValues() {
    refused(Map.of("list", Collections.nCopies(PayloadSize.MOST_VALUES + 1, 1)));
  }

  @Test
  void refusesWhatIsTooDeep() {
    Object nested = "end";
    for (int i = 0; i <= PayloadSize.DEEPEST; i++) {
      nested = List.of(nested);
    }
    refused(Map.of("list", nested));
  }

  private static void refused(Map<String, @Nullable Object> message) {
    assertThatThrownBy(() -> PayloadSize.require(message))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo("TOO_LARGE");
              assertThat(failure.hint()).isNotBlank();
            });
  }
}
