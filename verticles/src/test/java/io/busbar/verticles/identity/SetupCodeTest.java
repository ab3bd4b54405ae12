package io.busbar.verticles.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SetupCodeTest {
  @Property(tries = 100)
  void looksLikeFourGroupsOfFive(@ForAll long seed) {
    assertThat(SetupCode.generate(new Random(seed)))
        .matches("([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}");
  }

  @Property(tries = 100)
  void forgivesHowPeopleType(@ForAll long seed) {
    String code = SetupCode.generate(new Random(seed));
    String typed =
        " " + code.toLowerCase(Locale.ROOT).replace("-", " ").replace('0', 'o').replace('1', 'l');

    assertThat(SetupCode.of(code).matches(typed)).isTrue();
  }

  @Property(tries = 100)
  void refusesAnyOtherCode(@ForAll long seed) {
    Random random = new Random(seed);
    SetupCode code = SetupCode.of(SetupCode.generate(random));

    assertThat(code.matches(SetupCode.generate(random))).isFalse();
  }

  @Test
  void refusesTheEmptyCode() {
    assertThat(SetupCode.of(SetupCode.generate(new Random(1))).matches("")).isFalse();
  }
}
