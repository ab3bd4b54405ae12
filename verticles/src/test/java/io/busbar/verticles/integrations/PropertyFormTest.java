package io.busbar.verticles.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.integrations.IntegrationsContract.Option;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PropertyFormTest {
  @ParameterizedTest
  @MethodSource
  void acceptsWhatFitsTheType(String type, Object value) {
    assertThat(form(def(type)).accept(Fields.of("p", value), Fields.EMPTY).get("p"))
        .isEqualTo(value);
  }

  static Stream<Arguments> acceptsWhatFitsTheType() {
    return Stream.of(
        Arguments.of("string", "x"),
        Arguments.of("text", "x\ny"),
        Arguments.of("number", 2.5),
        Arguments.of("number", 10),
        Arguments.of("integer", 3),
        Arguments.of("integer", 3.0),
        Arguments.of("boolean", false),
        Arguments.of("select", "one"),
        Arguments.of("ip", "192.0.2.1"),
        Arguments.of("ip", "2001:db8::1"),
        Arguments.of("url", "https://example.org/x"),
        Arguments.of("port", 5),
        Arguments.of("json", Map.of("a", 1)),
        Arguments.of("json", "{\"a\":1}"),
        Arguments.of("colour", "of an unknown type"));
  }

  @ParameterizedTest
  @MethodSource
  void refusesWhatDoesNot(String type, Object value, String fault) {
    assertThat(faults(form(def(type)), Fields.of("p", value))).containsExactly("p: " + fault);
  }

  static Stream<Arguments> refusesWhatDoesNot() {
    return Stream.of(
        Arguments.of("string", 1, "use a text"),
        Arguments.of("string", "x".repeat(9000), "use at most 8192 characters, none of them NUL"),
        Arguments.of("number", "1", "use a number"),
        Arguments.of("number", Double.NaN, "use a number"),
        Arguments.of("number", 0, "use at least 1"),
        Arguments.of("number", 10.5, "use at most 10"),
        Arguments.of("integer", 1.5, "use a whole number"),
        Arguments.of("integer", 11, "use at most 10"),
        Arguments.of("boolean", "true", "use true or false"),
        Arguments.of("select", "three", "use one of one, two"),
        Arguments.of("ip", "192.0.2.256", "use an IP address"),
        Arguments.of("ip", "localhost", "use an IP address"),
        Arguments.of("url", "not a url", "use a URL such as http://host/path"),
        Arguments.of("url", "/path", "use a URL such as http://host/path"),
        Arguments.of("port", 70000, "use at most 65535"),
        Arguments.of("port", 0, "use at least 1"),
        Arguments.of("json", "{", "use a JSON object"),
        Arguments.of("json", true, "use a JSON object"));
  }

  @Test
  void namesEveryFaultOnce() {
    PropertyForm form =
        new PropertyForm(
            List.of(
                property("host", "string", true, false, null),
                property("port", "port", false, false, null),
                property("mode", "string", true, false, "auto")));

    assertThat(faults(form, new Fields(Map.of("port", "x", "unknown", 1))))
        .containsExactlyInAnyOrder(
            "unknown: the driver has no such property",
            "host: it is required",
            "port: use a whole number");
  }

  @Test
  void knowsSecretsByMarkTypeAndName() {
    PropertyForm form =
        new PropertyForm(
            List.of(
                property("marked", "string", false, true, null),
                property("typed", "password", false, false, null),
                property("apiKey", "string", false, false, null),
                property("host", "string", false, false, null)));

    assertThat(Stream.of("marked", "typed", "apiKey").allMatch(form::isSecret)).isTrue();
    assertThat(form.isSecret("host")).isFalse();
  }

  @Test
  void keepsASecretThatIsAbsentOrMasked() {
    PropertyForm form =
        new PropertyForm(
            List.of(
                property("password", "string", true, true, null),
                property("host", "string", false, false, null)));
    Fields before = Fields.of("password", Map.of("$sealed", "v1:x")).with("host", "a");

    assertThat(form.accept(Fields.EMPTY, before)).isEqualTo(before.without("host"));
    assertThat(form.accept(Fields.of("password", PropertyForm.MASK), before).get("password"))
        .isEqualTo(before.get("password"));
    assertThat(form.accept(Fields.of("password", "new"), before).get("password")).isEqualTo("new");
  }

  @Test
  void refusesTheMaskWhereNoSecretIs() {
    PropertyForm form = new PropertyForm(List.of(property("password", "string", true, true, null)));

    assertThat(faults(form, Fields.of("password", PropertyForm.MASK)))
        .containsExactly("password: it is required");
  }

  @Test
  void refusesASealedFormFromOutside() {
    PropertyForm form = new PropertyForm(List.of(property("password", "json", true, true, null)));

    assertThat(faults(form, Fields.of("password", Map.of("$sealed", "v1:x"))))
        .containsExactly("password: send the secret itself");
  }

  @Test
  void fillsInDefaults() {
    PropertyForm form = new PropertyForm(List.of(property("mode", "string", true, false, "auto")));

    assertThat(form.withDefaults(Fields.EMPTY).get("mode")).isEqualTo("auto");
    assertThat(form.withDefaults(Fields.of("mode", "x")).get("mode")).isEqualTo("x");
  }

  private static List<String> faults(PropertyForm form, Fields given) {
    List<String> faults = new ArrayList<>();
    assertThatThrownBy(() -> form.accept(given, Fields.EMPTY))
        .isInstanceOfSatisfying(HubFailure.class, failure -> faults.addAll(failure.details()));
    return faults;
  }

  private static PropertyForm form(PropertyDef def) {
    return new PropertyForm(List.of(def));
  }

  private static PropertyDef def(String type) {
    return new PropertyDef(
        "p",
        "P",
        type,
        false,
        false,
        null,
        null,
        List.of(new Option("one", "One"), new Option("two", "Two")),
        1.0,
        10.0);
  }

  static PropertyDef property(
      String key, String type, boolean required, boolean secret, @Nullable Object defaultValue) {
    return new PropertyDef(
        key, key, type, required, secret, defaultValue, null, List.of(), null, null);
  }
}
