package io.busbar.verticles.identity;

import static io.busbar.verticles.identity.People.NOON;
import static io.busbar.verticles.identity.People.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Role;
import io.busbar.verticles.identity.Tokens.Claims;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private static final Person ADA = person("ada", Role.ADMIN);
  private static final Person BOB = person("bob", Role.USER);

  private final Directory directory = new Directory();

  @Test
  void takesOverWhatTheStoreHolds() {
    directory.remember(BOB);
    directory.refresh(List.of(ADA), Map.of(), NOON);

    assertThat(directory.find(ADA.id())).contains(ADA);
    assertThat(directory.find(BOB.id())).isEmpty();
    assertThat(directory.knowsAdministrator()).isTrue();
  }

  @Test
  void doesNotBringBackWhoWasRemovedMeanwhile() {
    directory.forget(BOB.id(), NOON);
    directory.refresh(List.of(ADA, BOB), Map.of(), NOON);
    directory.remember(BOB);

    assertThat(directory.find(BOB.id())).isEmpty();
    assertThat(directory.hasEnded(claims(BOB))).isTrue();
  }

  @Test
  void keepsEndedTokensUntilTheyExpireByThemselves() {
    Claims claims = claims(ADA);
    directory.end(claims.tokenId(), claims.expiresAt());
    directory.refresh(List.of(ADA), Map.of(), claims.expiresAt().minusSeconds(1));
    assertThat(directory.hasEnded(claims)).isTrue();

    directory.refresh(List.of(ADA), Map.of(), claims.expiresAt());
    assertThat(directory.hasEnded(claims)).isFalse();
  }

  @Test
  void learnsTokensEndedElsewhere() {
    Claims claims = claims(ADA);
    directory.refresh(List.of(ADA), Map.of(claims.tokenId(), claims.expiresAt()), NOON);

    assertThat(directory.hasEnded(claims)).isTrue();
  }

  @Test
  void forgetsRemovedPeopleOnlyAfterTheirLastTokenExpired() {
    directory.forget(BOB.id(), NOON);
    directory.refresh(List.of(), Map.of(), NOON.plus(Tokens.LIFETIME));
    assertThat(directory.hasEnded(claims(BOB))).isTrue();

    directory.refresh(List.of(), Map.of(), NOON.plus(Tokens.LIFETIME).plus(Duration.ofSeconds(1)));
    assertThat(directory.hasEnded(claims(BOB))).isFalse();
  }

  @Test
  void saysWhenItIsFull() {
    for (int i = 0; i < Directory.MOST_ENDED_TOKENS; i++) {
      directory.end("token-" + i, NOON);
    }
    assertThat(directory.isFull()).isTrue();

    directory.refresh(List.of(), Map.of(), NOON);
    assertThat(directory.isFull()).isFalse();
  }

  private static Claims claims(Person person) {
    return Tokens.issue(person, "token-of-" + person.username(), NOON);
  }
}
