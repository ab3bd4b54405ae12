package io.busbar.verticles.intents.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageTest {
  private final Language english = Language.load("en");

  @Test
  void cutsTextIntoWords() {
    assertThat(Tokens.of("Don't set Küche to 21,5°C, please!"))
        .containsExactly("dont", "set", "kuche", "to", "21,5", "\u00b0", "c", ",", "please");
    assertThat(Tokens.of("30% at 7:30 #FF00aa \uD83D\uDCA1"))
        .containsExactly("30", "%", "at", "7:30", "#ff00aa");
    assertThat(Tokens.of("a ".repeat(400))).hasSize(120);
  }

  @Test
  void leavesPoliteWordsOut() {
    assertThat(english.essence(Tokens.of("Hey, could you please turn on the lamp, thank you")))
        .containsExactly("turn", "on", "lamp");
  }

  @Test
  void tellsNegations() {
    assertThat(english.isNegated(Tokens.of("please don't turn on the lamp"))).isTrue();
    assertThat(english.isNegated(Tokens.of("turn on the lamp"))).isFalse();
  }

  @Test
  void readsPatternsAndTellsTheirFaults() {
    Map<String, List<String>> rules = Map.of("a", List.of("x", "<y>"), "loop", List.of("$loop"));

    assertThat(Template.read("<turn> {targets} [(on | off)] $a", rules))
        .isEqualTo(
            new Template.All(
                List.of(
                    new Template.OneOf("turn"),
                    new Template.Slot("targets"),
                    new Template.Maybe(
                        new Template.Either(
                            List.of(
                                new Template.Plain(List.of("on")),
                                new Template.Plain(List.of("off"))))),
                    new Template.Either(
                        List.of(new Template.Plain(List.of("x")), new Template.OneOf("y"))))));
    for (String wrong : List.of("<turn", "(a", "[a", "a)", "$no", "$loop", "{x")) {
      assertThatThrownBy(() -> Template.read(wrong, rules))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
