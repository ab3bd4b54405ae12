package io.busbar.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "userPassword",
        "PASSWD",
        "clientSecret",
        "accessToken",
        "token",
        "apiKey",
        "api_key",
        "api-key",
        "APIKEY",
        "credentials",
        "pin",
        "PIN",
        "pin_code",
        "pinCode",
        "door_pin",
        "doorPin",
        "private_key",
        "passphrase",
        "line\npassword"
      })
  void knowsASecretByItsName(String name) {
    assertThat(Secrets.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "spin", "pinned", "Pinterest", "opinion", "key", "keyboard", ""})
  void leavesOtherNamesAlone(String name) {
    assertThat(Secrets.isSecret(name)).isFalse();
  }

  @Test
  void takesSecretsOutAtAnyDepth() {
    Fields fields =
        Fields.of("host", "h")
            .with("token", "t")
            .with("nested", Map.of("password", "p", "port", 1))
            .with("list", Arrays.asList(Map.of("apiKey", "k", "x", 1), null, "plain"));

    assertThat(Secrets.without(fields))
        .isEqualTo(
            Fields.of("host", "h")
                .with("nested", Map.of("port", 1))
                .with("list", Arrays.asList(Map.of("x", 1), null, "plain")));
  }

  @Test
  void keepsNulls() {
    assertThat(Secrets.without(Fields.of("a", null))).isEqualTo(Fields.of("a", null));
    assertThat(Secrets.without(Fields.of("a", List.of()))).isEqualTo(Fields.of("a", List.of()));
  }
}
