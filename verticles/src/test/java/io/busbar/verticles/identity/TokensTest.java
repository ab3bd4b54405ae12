package io.busbar.verticles.identity;

import static io.busbar.verticles.identity.People.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Role;
import io.busbar.verticles.identity.Tokens.Claims;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final long MONTH_MILLIS = Duration.ofDays(30).toMillis();
  private static final Claims CLAIMS =
      Tokens.issue(People.person("ada", Role.ADMIN), "t", NOON.plusMillis(900));

  @Test
  void countsWholeSeconds() {
    assertThat(CLAIMS.issuedAt()).isEqualTo(NOON);
    assertThat(CLAIMS.expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(30)));
  }

  @Property(tries = 300)
  void isCurrentForExactlyThirtyDays(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long passed) {
    Instant now = NOON.plusMillis(passed);
    if (passed < MONTH_MILLIS) {
      assertThat(Tokens.requireCurrent(CLAIMS, now)).isSameAs(CLAIMS);
      assertThat(Tokens.isDueForRenewal(CLAIMS, now))
          .isEqualTo(passed > Duration.ofDays(1).toMillis());
      return;
    }
    assertThatThrownBy(() -> Tokens.requireCurrent(CLAIMS, now)).isInstanceOf(HubFailure.class);
  }

  @Test
  void toleratesAClockThatIsAMinuteBehind() {
    assertThat(Tokens.requireCurrent(CLAIMS, NOON.minusSeconds(60))).isSameAs(CLAIMS);
    assertThatThrownBy(() -> Tokens.requireCurrent(CLAIMS, NOON.minusSeconds(61)))
        .isInstanceOf(HubFailure.class)
        .hasMessage("The token is not valid yet.");
  }

  @Test
  void writesScopesAsOneText() {
    assertThat(CLAIMS.scope()).isEqualTo("os_api_admin");
    assertThat(Tokens.issue(People.person("bob", Role.USER), "t", NOON).scope()).isEmpty();
  }
}
