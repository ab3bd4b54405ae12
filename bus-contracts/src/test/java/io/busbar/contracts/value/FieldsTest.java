package io.busbar.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Property
  void laysOthersOverAtTheTopLevel(
      @ForAll @Size(max = 6) Map<@AlphaChars String, Integer> under,
      @ForAll @Size(max = 6) Map<@AlphaChars String, Integer> over) {
    Map<String, Integer> expected = new LinkedHashMap<>(under);
    expected.putAll(over);

    assertThat(fields(under).with(fields(over)).values()).isEqualTo(expected);
  }

  @Property
  void forgetsWhatItIsToldTo(
      @ForAll @Size(max = 6) Map<@AlphaChars @StringLength(max = 2) String, Integer> values,
      @ForAll @AlphaChars @StringLength(max = 2) String key) {
    Fields fields = fields(values);

    assertThat(fields.with(key, 1).without(key)).isEqualTo(fields.without(key));
    assertThat(fields.without(key).has(key)).isFalse();
    assertThat(fields.with(key, 1).get(key)).isEqualTo(1);
    assertThat(fields.values()).isEqualTo(values);
  }

  @Property
  void survivesJson(@ForAll @Size(max = 6) Map<String, Integer> values) {
    Fields fields = fields(values);

    assertThat(Json.read(Json.bytes(fields), Fields.class)).isEqualTo(fields);
  }

  @Test
  void takesNullForAValue() {
    Fields fields = Fields.of("a", null);

    assertThat(fields.has("a")).isTrue();
    assertThat(fields.isEmpty()).isFalse();
    assertThat(fields.first("a", "b")).isNull();
    assertThat(fields.with("b", 2).first("a", "b")).isEqualTo(2);
    assertThat(Json.text(fields)).isEqualTo("{\"a\":null}");
  }

  @Test
  void findsValuesByTheirKind() {
    Fields fields =
        Fields.of("text", "t").with("object", Map.of("x", 1)).with("list", List.of(1, 2));

    assertThat(fields.text("text")).contains("t");
    assertThat(fields.text("list")).isEmpty();
    assertThat(fields.object("object").get("x")).isEqualTo(1);
    assertThat(fields.object("text")).isEqualTo(Fields.EMPTY);
    assertThat(fields.list("list")).hasSize(2);
    assertThat(fields.list("object")).isEmpty();
    assertThat(Fields.from("x")).isEqualTo(Fields.EMPTY);
  }

  @Test
  void cannotBeChanged() {
    assertThatThrownBy(() -> Fields.of("a", 1).values().put("b", 2))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Fields fields(Map<String, Integer> values) {
    return new Fields(new LinkedHashMap<>(values));
  }
}
