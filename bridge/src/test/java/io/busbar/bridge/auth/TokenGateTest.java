package io.busbar.bridge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.http.HttpLimits;
import io.busbar.bridge.surface.hos.HosSettings;
import io.busbar.bridge.testing.FrontDoor;
import io.busbar.bridge.testing.Http;
import io.busbar.bridge.testing.Http.Answer;
import io.busbar.bridge.testing.SmallIdentity;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenGateTest {
  private static final String ME = "/app/os/auth/me";
  private static final String COOKIE = SessionCookie.NAME + "=" + SmallIdentity.ADMIN;
  private static final String COMMAND = "/app/os/devices/lamp/command";

  private final MovableClock clock = new MovableClock();
  private final FrontDoor door =
      FrontDoor.open(HosSettings.DEFAULT, HttpLimits.DEFAULT, clock, List.of());
  private final Http http = new Http(door);

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void asksOncePerToken() {
    for (int i = 0; i < 5; i++) {
      assertThat(http.get(ME).status()).isEqualTo(200);
    }
    assertThat(door.identity().verified()).isEqualTo(1);
  }

  @Test
  void asksAgainAfterFiveMinutes() {
    assertThat(http.get(ME).status()).isEqualTo(200);
    clock.advance(PrincipalCache.LONGEST);
    assertThat(http.get(ME).status()).isEqualTo(200);
    assertThat(door.identity().verified()).isEqualTo(2);
  }

  @Test
  void forgetsATokenWhenItEnds() {
    door.identity().endTokensAt(clock.instant().plusSeconds(10));
    assertThat(http.get(ME).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(10));
    assertThat(http.get(ME).status()).isEqualTo(200);
    assertThat(door.identity().verified()).isEqualTo(2);
  }

  @Test
  void refusesWithTheWordToken() {
    assertRefused(http.getAsNobody(ME));
    assertRefused(http.getAsNobody(ME, "Authorization", "Bearer forged"));
    assertRefused(http.getAsNobody(ME, "Authorization", "Bearer"));
    assertRefused(http.getAsNobody(ME, "Authorization", "Bearer " + "x".repeat(5000)));
    assertRefused(http.getAsNobody(ME, "Authorization", "Basic YTpi"));
    assertRefused(http.getAsNobody(ME + "?accessToken=" + SmallIdentity.ADMIN));
  }

  @Test
  void remembersNoForgedToken() {
    assertRefused(http.getAsNobody(ME, "Authorization", "Bearer forged"));
    assertRefused(http.getAsNobody(ME, "Authorization", "Bearer forged"));
    assertThat(door.identity().verified()).isEqualTo(2);
  }

  @Test
  void refusesTokensWithoutTheScope() {
    Answer answer = http.getAsNobody(ME, "Authorization", "Bearer " + SmallIdentity.USER);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().at("/code").asText()).isEqualTo("SCOPE_MISSING");
  }

  @Test
  void handsOutAFreshToken() {
    Answer bearer = http.getAsNobody(ME, "Authorization", "Bearer " + SmallIdentity.OLD);
    assertThat(bearer.header(TokenGate.FRESH_TOKEN)).isEqualTo("fresh-token");
    assertThat(bearer.header("Set-Cookie")).isEmpty();
    clock.advance(PrincipalCache.LONGEST);
    Answer cookie = http.getAsNobody(ME, "Cookie", SessionCookie.NAME + "=" + SmallIdentity.OLD);
    assertThat(cookie.header("Set-Cookie")).startsWith("connect.sid=fresh-token; Path=/");
  }

  @Test
  void takesTheCookieFromTheSameOrigin() {
    String body = "{\"command\":\"x\"}";
    assertThat(http.getAsNobody(ME, "Cookie", COOKIE).status()).isEqualTo(200);
    assertThat(http.postAsNobody(COMMAND, body, "Cookie", COOKIE).status()).isEqualTo(200);
    String own = door.url("");
    assertThat(http.postAsNobody(COMMAND, body, "Cookie", COOKIE, "Origin", own).status())
        .isEqualTo(200);
  }

  @Test
  void refusesTheCookieFromElsewhere() {
    for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
      Answer answer =
          http.postAsNobody(COMMAND, "{\"command\":\"x\"}", "Cookie", COOKIE, "Origin", origin);
      assertThat(answer.status()).as(origin).isEqualTo(403);
      assertThat(answer.json().at("/code").asText()).isEqualTo("CROSS_ORIGIN");
    }
    Answer site =
        http.postAsNobody(
            COMMAND, "{\"command\":\"x\"}", "Cookie", COOKIE, "Sec-Fetch-Site", "cross-site");
    assertThat(site.status()).isEqualTo(403);
  }

  @Test
  void logsInUnderEachNameAndSetsTheCookie() {
    for (String key : List.of("username", "email", "login")) {
      String body = "{\"%s\":\"ada\",\"password\":\"secret\"}".formatted(key);
      Answer answer = http.postAsNobody("/app/os/auth/login", body);
      assertThat(answer.json().at("/data/accessToken").asText()).isEqualTo(SmallIdentity.ADMIN);
      assertThat(answer.header("Set-Cookie"))
          .isEqualTo("connect.sid=admin-token; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax");
    }
    Answer wrong =
        http.postAsNobody("/app/os/auth/login", "{\"login\":\"ada\",\"password\":\"no\"}");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.json().at("/message").asText()).isEqualTo("Wrong user name or password.");
  }

  @Test
  void forgetsARevokedTokenAtOnce() {
    Answer out = http.post("/app/os/auth/logout", "");
    assertThat(out.status()).isEqualTo(200);
    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    await().untilAsserted(() -> assertThat(http.get(ME).status()).isEqualTo(401));
  }

  @Test
  void forgetsAllTokensOfAPerson() {
    assertThat(http.get(ME).status()).isEqualTo(200);
    door.bus()
        .publish(IdentityContract.TOKENS_REVOKED, new TokensRevoked(Set.of(), new UserId("usr_1")));
    await()
        .untilAsserted(
            () -> {
              assertThat(http.get(ME).status()).isEqualTo(200);
              assertThat(door.identity().verified()).isGreaterThan(1);
            });
  }

  @Test
  void asksAgainWhoHasAnotherRole() {
    assertThat(http.get(ME).status()).isEqualTo(200);
    door.bus()
        .publish(
            IdentityContract.USER_CHANGED,
            new UserChanged(
                UserChange.ROLE_CHANGED,
                new UserId("usr_1"),
                "ada",
                Role.INSTALLER,
                null,
                Instant.EPOCH));
    await()
        .untilAsserted(
            () -> {
              assertThat(http.get(ME).status()).isEqualTo(200);
              assertThat(door.identity().verified()).isGreaterThan(1);
            });
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().at("/message").asText()).containsIgnoringCase("token");
    assertThat(answer.json().at("/code").asText()).isEqualTo("UNAUTHENTICATED");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  private static final class MovableClock extends Clock {
    private final AtomicReference<Instant> now =
        new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));

    void advance(Duration by) {
      Instant moved = now.updateAndGet(then -> then.plus(by));
      assertThat(moved).isAfter(Instant.EPOCH);
    }

    @Override
    public Instant instant() {
      return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
