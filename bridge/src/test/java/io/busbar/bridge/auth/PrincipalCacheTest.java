package io.busbar.bridge.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrincipalCacheTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private final PrincipalCache cache = new PrincipalCache(Clock.fixed(NOW, ZoneOffset.UTC), 3);

  @Test
  void neverGrowsBeyondItsLimit() {
    for (int i = 0; i < 100; i++) {
      cache.remember("token" + i, principal("jti" + i), cache.revocations());
      assertThat(cache.size()).isLessThanOrEqualTo(3);
    }
    assertThat(cache.find("token99")).isNotNull();
  }

  @Test
  void doesNotRememberWhatWasRevokedMeanwhile() {
    long before = cache.revocations();
    cache.forget(new TokensRevoked(Set.of("jti"), null));
    cache.remember("token", principal("jti"), before);
    assertThat(cache.find("token")).isNull();
  }

  @Test
  void keepsOtherTokens() {
    cache.remember("one", principal("jti1"), cache.revocations());
    cache.remember("two", principal("jti2"), cache.revocations());
    cache.forget(new TokensRevoked(Set.of("jti1"), new UserId("u")));
    assertThat(cache.find("one")).isNull();
    assertThat(cache.find("two")).isNotNull();
  }

  private static Principal principal(String tokenId) {
    return new Principal(
        new UserId("u"), "u", "U", null, Role.ADMIN, Set.of(), tokenId, NOW.plusSeconds(60));
  }
}
