package io.busbar.contracts.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Fields;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatePatchTest {
  @Provide
  Arbitrary<Fields> fields() {
    Arbitrary<Map<String, Object>> extras =
        Arbitraries.maps(Arbitraries.of("sensors", "status", "x"), scalars()).ofMaxSize(3);
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            scalars(), extras.map(map -> map), scalars().list().ofMaxSize(2).map(list -> list));
    return Arbitraries.maps(Arbitraries.of("power", "brightness", "extras", "title"), values)
        .ofMaxSize(4)
        .map(Fields::new);
  }

  private static Arbitrary<Object> scalars() {
    return Arbitraries.<Object>of(0, 1, 1.0, 40, 40.0, 2L, true, false, "on", "", "40")
        .injectNull(0.1);
  }

  @Property
  void changesNothingWhenAppliedAgain(
      @ForAll("fields") Fields state, @ForAll("fields") Fields patch) {
    Fields once = StatePatch.apply(state, patch);

    assertThat(StatePatch.apply(once, patch)).isSameAs(once);
  }

  @Property
  void tellsExactlyWhatItChanged(@ForAll("fields") Fields state, @ForAll("fields") Fields patch) {
    Fields after = StatePatch.apply(state, patch);

    assertThat(StatePatch.changed(state, after).isEmpty()).isEqualTo(after.equals(state));
    assertThat(patch.values().keySet()).containsAll(StatePatch.changed(state, after));
    assertThat(StatePatch.changed(after, after)).isEmpty();
  }

  @Property
  void touchesNoOtherField(@ForAll("fields") Fields state, @ForAll("fields") Fields patch) {
    Fields after = StatePatch.apply(state, patch);

    state.values().keySet().stream()
        .filter(key -> !patch.has(key))
        .forEach(key -> assertThat(after.get(key)).isSameAs(state.get(key)));
    assertThat(after.values().keySet()).containsAll(patch.values().keySet());
  }

  @Property
  void mergesExtrasOneLevelDeep(@ForAll("fields") Fields state, @ForAll("fields") Fields patch) {
    Fields after = StatePatch.apply(state, patch);
    if (state.get("extras") instanceof Map<?, ?> && patch.get("extras") instanceof Map<?, ?>) {
      Map<String, @Nullable Object> expected = new LinkedHashMap<>(state.object("extras").values());
      expected.putAll(patch.object("extras").values());
      assertThat(StatePatch.changed(Fields.of("extras", expected), after)).doesNotContain("extras");
    } else if (patch.has("extras")) {
      assertThat(StatePatch.changed(Fields.of("extras", patch.get("extras")), after))
          .doesNotContain("extras");
    }
  }

  @Test
  void keepsReadingsThatAFailureDoesNotMention() {
    Fields state = Fields.of("extras", Map.of("sensors", Map.of("soc", 80), "status", "ok"));
    Fields patch = Fields.of("extras", Map.of("status", "error", "stale", true));

    assertThat(StatePatch.apply(state, patch))
        .isEqualTo(
            Fields.of(
                "extras", Map.of("sensors", Map.of("soc", 80), "status", "error", "stale", true)));
  }

  @Test
  void replacesWhatLiesDeeper() {
    Fields state = Fields.of("extras", Map.of("sensors", Map.of("a", 1, "b", 2)));
    Fields patch = Fields.of("extras", Map.of("sensors", Map.of("a", 3)));

    assertThat(StatePatch.apply(state, patch))
        .isEqualTo(Fields.of("extras", Map.of("sensors", Map.of("a", 3))));
  }

  @Test
  void storesNullAsAValue() {
    Fields after = StatePatch.apply(Fields.of("volume", 10), Fields.of("volume", null));

    assertThat(after).isEqualTo(Fields.of("volume", null));
    assertThat(StatePatch.changed(Fields.EMPTY, after)).containsExactly("volume");
    assertThat(StatePatch.apply(Fields.EMPTY, Fields.of("volume", null)).has("volume")).isTrue();
  }

  @Test
  void takesAWholeFloatForTheSameReading() {
    Fields state = Fields.of("brightness", 40);

    assertThat(StatePatch.apply(state, Fields.of("brightness", 40.0))).isSameAs(state);
    assertThat(StatePatch.apply(Fields.of("zero", 0), Fields.of("zero", -0.0)).get("zero"))
        .isEqualTo(0);
  }

  @Test
  void tellsLargeCountersApart() {
    long counter = (1L << 53) + 1;
    Fields state = Fields.of("bytes", counter - 1);

    assertThat(StatePatch.apply(state, Fields.of("bytes", counter)).get("bytes"))
        .isEqualTo(counter);
    assertThat(StatePatch.apply(state, Fields.of("bytes", BigInteger.valueOf(counter - 1))))
        .isSameAs(state);
    assertThat(StatePatch.apply(Fields.of("list", List.of(1)), Fields.of("list", List.of(2))))
        .isEqualTo(Fields.of("list", List.of(2)));
  }
}
