package io.busbar.verticles.intents.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.intents.ParsedIntent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
  private static final Map<String, Integer> AT_LEAST = Map.of("en", 300, "de", 60);

  static List<Parsers> languages() {
    return Parsers.all();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void meansWhatTheExamplesSay(Parsers language) {
    List<String> wrong = new ArrayList<>();
    for (Example example : Example.of(language.language())) {
      List<String> differs =
          example.mismatches(example.parsed(language.parser(), language.states()));
      if (!differs.isEmpty()) {
        wrong.add("'%s' %s".formatted(example.say(), differs));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void doesNothingForWhatIsNotUnderstood(Parsers language) {
    for (Example example : Example.of(language.language())) {
      ParsedIntent parsed = example.parsed(language.parser(), language.states());
      if (example.isNegative()) {
        assertThat(parsed.actions()).as(example.say()).isEmpty();
        assertThat(parsed.targets()).as(example.say()).isEmpty();
        assertThat(parsed.confidence()).as(example.say()).isZero();
        assertThat(parsed.hint()).as(example.say()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void hasEnoughExamples(Parsers language) {
    List<Example> examples = Example.of(language.language());
    long negative = examples.stream().filter(Example::isNegative).count();

    assertThat(examples.size() - negative)
        .isGreaterThanOrEqualTo(AT_LEAST.getOrDefault(language.language(), 60));
    assertThat(examples.stream().map(Example::line)).doesNotHaveDuplicates();
  }

  @Test
  void hasManyEnglishSentencesThatMustNotAct() {
    assertThat(Example.of("en").stream().filter(Example::isNegative))
        .hasSizeGreaterThanOrEqualTo(40);
  }
}
