package io.busbar.drivers.discovery.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** What holds for every template. */
class TemplateLawsTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final List<String> WORDS =
      List.of(
          "{{",
          "}}",
          "{%",
          "%}",
          "if",
          "endif",
          "for",
          "in",
          "endfor",
          "set",
          "x",
          "=",
          "value",
          "value_json",
          ".a",
          "[0]",
          "[1:]",
          "|",
          "int(0)",
          "float(0)",
          "round(1)",
          "join",
          "map",
          "'upper'",
          "list",
          "range(99)",
          "+",
          "~",
          "*",
          "**",
          "(",
          ")",
          "1",
          "'t'",
          "is",
          "defined",
          "not",
          "and",
          "else",
          "sort",
          "replace('t','tttt')",
          "format(9)",
          "-",
          "99999999999",
          "to_json",
          "namespace(a='t')",
          "x.a",
          ",",
          "from_json",
          "regex_replace('.','yy')");

  @Property(tries = 1_000)
  void anyTextIsReadOrRefused(@ForAll @StringLength(max = 200) String source) {
    evaluate(source, "{\"a\": [1, \"2\", null]}");
  }

  @Property(tries = 2_000)
  void whatLooksLikeATemplateEndsSoon(@ForAll("templates") String source) {
    long begun = System.nanoTime();
    evaluate(source, "{\"a\": [1, \"2\", null, {\"b\": 1.5}]}");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
  }

  @Property
  void numbersAreWrittenAsTheyAreRead(@ForAll double number) {
    String written = Template.parse("{{ v }}").render(Map.of("v", number)).orElseThrow();
    assertThat(Double.parseDouble(written)).isEqualTo(number);
    assertThat(written).isEqualTo(written.toLowerCase(Locale.ROOT));
  }

  @Property
  void wholeNumbersAddUp(@ForAll int a, @ForAll int b) {
    String sum = Template.parse("{{ %d + %d }}".formatted(a, b)).render(none()).orElseThrow();
    assertThat(sum).isEqualTo(String.valueOf((long) a + b));
  }

  @Provide
  Arbitrary<String> templates() {
    return Arbitraries.of(WORDS).list().ofMaxSize(40).map(words -> String.join(" ", words));
  }

  private static Map<String, Object> none() {
    return Map.of();
  }

  private static void evaluate(String source, String payload) {
    try {
      assertThat(Template.parse(source).render(Template.variables(payload))).isNotNull();
    } catch (HubFailure refused) {
      assertThat(refused.code()).isIn(FailureCode.INVALID, FailureCode.OVERLOADED);
      assertThat(refused.hint()).isNotBlank();
    }
  }
}
