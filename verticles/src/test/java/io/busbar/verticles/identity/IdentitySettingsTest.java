package io.busbar.verticles.identity;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IdentitySettingsTest {
  @Test
  void refusesAShortKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdentitySettings("short", null, null))
        .withMessageContaining("JWT_SECRET_KEY")
        .withMessageNotContaining("short");
  }

  @Test
  void refusesHalfAnAdministrator() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdentitySettings("k".repeat(32), "ada", null))
        .withMessageContaining("BUSBAR_ADMIN_PASSWORD");
  }
}
