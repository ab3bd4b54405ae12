package io.busbar.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsEveryKindOfValue() {
    Map<String, @Nullable Object> read =
        Json.readObject(
            " {\"t\":\"a\\n\\u00e9\\ud83d\\ude00\\/\",\"l\":-12,\"d\":1.5e2,\"b\":true,\"n\":null,"
                + "\"list\":[1,[],{}]} ");
    assertThat(read)
        .containsEntry("t", "a\né😀/")
        .containsEntry("l", -12L)
        .containsEntry("d", 150.0)
        .containsEntry("b", true)
        .containsEntry("n", null)
        .containsEntry("list", List.of(1L, List.of(), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "null",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":tru}",
        "{\"a\":1}x",
        "{\"a\":\"b",
        "{\"a\":1e999}",
        "{\"a\":NaN}"
      })
  void refusesWhatIsNoJsonObject(String text) {
    assertThatThrownBy(() -> Json.readObject(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesDeepNesting() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatThrownBy(() -> Json.readObject(deep)).hasMessageContaining("nested deeper");
  }

  @Test
  void cannotWriteWhatIsNoNumber() {
    assertThatThrownBy(() -> Json.write(List.of(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void readsBackWhatItWrote(
      @ForAll List<String> texts, @ForAll long whole, @ForAll double real, @ForAll boolean flag) {
    List<String> valid = texts.stream().map(JsonTest::withoutHalves).toList();
    Map<String, Object> written =
        Map.of("texts", valid, "whole", whole, "real", real, "more", Arrays.asList(flag, null));
    Map<String, @Nullable Object> read = Json.readObject(Json.write(written));
    assertThat(read).containsEntry("texts", valid).containsEntry("more", Arrays.asList(flag, null));
    assertThat(((Number) Objects.requireNonNull(read.get("real"))).doubleValue()).isEqualTo(real);
    assertThat(((Number) Objects.requireNonNull(read.get("whole"))).doubleValue())
        .isEqualTo((double) whole);
  }

  /** Halves of characters survive too, as escapes; comparing is easier without. */
  private static String withoutHalves(String text) {
    return text.replaceAll("[\\ud800-\\udfff]", "?");
  }
}
