package io.busbar.verticles.home.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HomePreferencesTest {
  private static final Fields DEFAULTS = HomePreferences.defaults("Home");

  @Test
  void showsDefaultsForWhatWasNeverSet() {
    Fields shown = HomePreferences.NONE.over(DEFAULTS);

    assertThat(shown.get("title")).isEqualTo("Home");
    assertThat(shown.list("favoriteDeviceIds")).isEmpty();
    assertThat(shown.object("units").get("temperature")).isEqualTo("celsius");
  }

  @Test
  void mergesObjectsOneLevelDeepAndReplacesTheRest() {
    HomePreferences preferences =
        HomePreferences.NONE
            .with(Fields.of("units", Map.of("speed", "knots", "more", Map.of("a", 1))))
            .with(Fields.of("units", Map.of("temperature", "fahrenheit", "more", Map.of("b", 2))))
            .with(Fields.of("spaceOrder", List.of("a", "b")))
            .with(Fields.of("spaceOrder", List.of("b")));

    assertThat(preferences.values().get("units"))
        .isEqualTo(Map.of("speed", "knots", "temperature", "fahrenheit", "more", Map.of("b", 2)));
    assertThat(preferences.values().list("spaceOrder")).isEqualTo(List.of("b"));
  }

  @Test
  void forgetsWithNull() {
    HomePreferences preferences =
        HomePreferences.NONE
            .with(Fields.of("theme", "dark").with("units", Map.of("speed", "knots")))
            .with(Fields.of("theme", null).with("units", Collections.singletonMap("speed", null)));

    assertThat(preferences.over(DEFAULTS)).isEqualTo(DEFAULTS);
  }

  @Test
  void keepsWhatItDoesNotKnow() {
    Fields odd = Fields.of("myClient", Map.of("deep", List.of(1, Map.of("x", true))));

    assertThat(
            HomePreferences.NONE
                .with(odd)
                .with(Fields.of("theme", "dark"))
                .values()
                .get("myClient"))
        .isEqualTo(odd.get("myClient"));
  }

  static Stream<Fields> refused() {
    return Stream.of(
        Fields.of("title", 5),
        Fields.of("theme", "x".repeat(HomePreferences.MAX_TEXT + 1)),
        Fields.of("favoriteDeviceIds", "lamp"),
        Fields.of("favoriteDeviceIds", List.of("lamp", 7)),
        Fields.of("favoriteProgramIds", Collections.singletonList(null)),
        Fields.of("spaceOrder", List.of("")),
        Fields.of("hiddenSpaceIds", List.of("x".repeat(HomePreferences.MAX_ID + 1))),
        Fields.of("hiddenSpaceIds", Collections.nCopies(HomePreferences.MAX_IDS + 1, "a")),
        Fields.of("units", "metric"),
        Fields.of("units", Map.of("temperature", "kelvin")),
        Fields.of("mine", "x".repeat(HomePreferences.MAX_BYTES)),
        many());
  }

  private static Fields many() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    IntStream.rangeClosed(0, HomePreferences.MAX_FIELDS).forEach(i -> values.put("k" + i, i));
    return new Fields(values);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesTheWrongShapeAndTooMuch(Fields change) {
    assertThatThrownBy(() -> HomePreferences.NONE.with(change))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
              assertThat(failure.details()).hasSize(1);
            });
  }

  /** Saying it twice changes nothing, and what was said can be read. */
  @Property(tries = 200)
  void mergingIsIdempotentAndTheLastWordHolds(
      @ForAll @Size(max = 6)
          Map<@AlphaChars @StringLength(min = 12, max = 14) String, Integer> before,
      @ForAll @Size(max = 6)
          Map<@AlphaChars @StringLength(min = 12, max = 14) String, Integer> change) {
    Fields last = new Fields(new LinkedHashMap<>(change));
    HomePreferences once =
        HomePreferences.NONE.with(new Fields(new LinkedHashMap<>(before))).with(last);

    assertThat(once.with(last)).isEqualTo(once);
    assertThat(once.over(DEFAULTS).values()).containsAllEntriesOf(last.values());
    assertThat(once.values().values().keySet()).containsAll(before.keySet());
  }
}
