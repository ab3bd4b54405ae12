package io.busbar.verticles.identity;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery",
        "ten chars!",
        "пароль очень длинный",
        "🔑🔑🔑🔑🔑🔑🔑🔑🔑🗝"
      })
  void acceptsWhatIsLongAndNotCommon(String password) {
    assertThat(PasswordRules.faults("ada", password)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "nine char", "🔑🔑🔑🔑🔑"})
  void refusesShortPasswords(String password) {
    assertThat(PasswordRules.faults("ada", password)).anyMatch(f -> f.contains("at least 10"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"password123", "PASSWORD123", "1234567890", "aaaaaaaaaaaa"})
  void refusesCommonPasswords(String password) {
    assertThat(PasswordRules.faults("ada", password))
        .containsExactly("it is one that everybody tries first");
  }

  @Test
  void refusesTheUserName() {
    assertThat(PasswordRules.faults("ada.lovelace", "Ada.Lovelace"))
        .containsExactly("it must not be the user name");
  }

  @Property(tries = 100)
  void refusesWhatIsTooLong(
      @ForAll @AlphaChars @StringLength(min = 257, max = 600) String password) {
    assertThat(PasswordRules.faults("ada", password)).contains("use at most 256 characters");
  }
}
