package io.busbar.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.busbar.contracts.bus.HubFailure;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
  @Test
  void isEverythingUnlessAsked() {
    assertThat(Page.of(null, null).of(Stream.of(1, 2, 3))).containsExactly(1, 2, 3);
  }

  @Test
  void isThePartThatWasAskedFor() {
    assertThat(Page.of(2, 1).of(Stream.of(1, 2, 3, 4))).containsExactly(2, 3);
    assertThat(Page.of(10_000, 3).of(Stream.of(1, 2, 3))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,", "10001,", "-1,", ",-1"})
  void refusesWhatIsOutOfRange(@Nullable Integer limit, @Nullable Integer offset) {
    assertThatExceptionOfType(HubFailure.class).isThrownBy(() -> Page.of(limit, offset));
  }
}
