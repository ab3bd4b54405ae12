package io.busbar.verticles.identity;

import static io.busbar.verticles.identity.People.NOON;
import static io.busbar.verticles.identity.People.person;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link IdentityStore} must do. */
interface IdentityStoreTck {
  /** The store of the running test, empty at its start. */
  IdentityStore store();

  @Test
  default void keepsPeopleAsTheyAreOldestFirst() {
    Person ada = person("Ada", Role.ADMIN);
    Person bob =
        new Person(new UserId("id-bob"), "bob", "Bob", null, Role.USER, "$x", NOON.minusSeconds(5));
    done(store().add(ada));
    done(store().add(bob));

    assertThat(success(store().people())).containsExactly(bob, ada);
    assertThat(success(store().find(ada.id()))).contains(ada);
  }

  @Test
  default void findsByUsernameWithoutRegardToCase() {
    Person person = person("Zoë", Role.USER);
    done(store().add(person));

    assertThat(success(store().findByUsername("ZOË"))).contains(person);
    assertThat(success(store().findByUsername("zoe"))).isEmpty();
  }

  @Test
  default void refusesAUsernameThatDiffersOnlyInCase() {
    done(store().add(person("ada", Role.USER)));
    Person other = new Person(new UserId("id-2"), "ADA", "Ada", null, Role.USER, "$y", NOON);

    expectConflict(store().add(other), IdentityStore.USERNAME_TAKEN);
    assertThat(success(store().people())).hasSize(1);
  }

  @Test
  default void addsAFirstAdministratorOnlyOnce() {
    done(store().add(person("guest", Role.USER)));
    done(store().addFirstAdministrator(person("ada", Role.ADMIN)));

    expectConflict(
        store().addFirstAdministrator(person("eve", Role.ADMIN)), IdentityStore.SETUP_DONE);
    assertThat(success(store().findByUsername("eve"))).isEmpty();
  }

  @Test
  default void letsOneOfManyBeTheFirstAdministrator() {
    List<Future<Void>> attempts =
        Stream.of("a1", "a2", "a3")
            .map(name -> store().addFirstAdministrator(person(name, Role.ADMIN)))
            .toList();
    done(Future.join(attempts).otherwiseEmpty());

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(1);
    assertThat(success(store().people())).hasSize(1);
  }

  @Test
  default void changesAPasswordHash() {
    Person ada = person("ada", Role.USER);
    done(store().add(ada));
    done(store().changePasswordHash(ada.id(), "$new"));
    done(store().changePasswordHash(new UserId("nobody"), "$new"));

    assertThat(success(store().find(ada.id()))).contains(ada.withPasswordHash("$new"));
  }

  @Test
  default void removesAnybodyButTheLastAdministrator() {
    Person ada = person("ada", Role.ADMIN);
    Person eve = person("eve", Role.ADMIN);
    done(store().add(ada));
    done(store().add(eve));
    done(store().remove(ada.id()));

    expectConflict(store().remove(eve.id()), IdentityStore.LAST_ADMIN);
    assertThat(success(store().people())).containsExactly(eve);
  }

  @Test
  default void keepsOneOfTwoAdministratorsRemovedAtOnce() {
    Person ada = person("ada", Role.ADMIN);
    Person eve = person("eve", Role.ADMIN);
    done(store().add(ada));
    done(store().add(eve));
    done(Future.join(store().remove(ada.id()), store().remove(eve.id())).otherwiseEmpty());

    assertThat(success(store().people())).hasSize(1);
  }

  @Test
  default void givesAnybodyButTheLastAdministratorAnotherRole() {
    Person ada = person("ada", Role.ADMIN);
    Person bob = person("bob", Role.USER);
    done(store().add(ada));
    done(store().add(bob));

    expectConflict(store().changeRole(ada.id(), Role.INSTALLER), IdentityStore.LAST_ADMIN);
    assertThat(success(store().changeRole(ada.id(), Role.ADMIN))).isEqualTo(ada);
    assertThat(success(store().changeRole(bob.id(), Role.ADMIN))).isEqualTo(bob);
    assertThat(success(store().changeRole(ada.id(), Role.USER))).isEqualTo(ada);
    assertThat(success(store().find(ada.id()))).contains(ada.withRole(Role.USER));
    assertThat(success(store().find(bob.id()))).contains(bob.withRole(Role.ADMIN));
    assertThat(failure(store().changeRole(new UserId("nobody"), Role.ADMIN)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  default void saysWhenThereIsNobodyToRemove() {
    assertThat(failure(store().remove(new UserId("nobody"))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  default void remembersEndedTokensUntilTheyExpire() {
    done(store().endToken("t1", NOON.plusSeconds(10)));
    done(store().endToken("t1", NOON.plusSeconds(10)));
    done(store().endToken("t2", NOON.plusSeconds(20)));

    assertThat(success(store().endedTokens(NOON)))
        .hasSize(2)
        .containsEntry("t1", NOON.plusSeconds(10));
    assertThat(success(store().endedTokens(NOON.plusSeconds(10)))).containsOnlyKeys("t2");
  }

  @Test
  default void forgetsExpiredTokens() {
    done(store().endToken("t1", NOON.plusSeconds(10)));
    done(store().endToken("t2", NOON.plusSeconds(20)));
    done(store().forgetExpiredTokens(NOON.plusSeconds(10)));

    assertThat(success(store().endedTokens(NOON))).containsOnlyKeys("t2");
  }

  private static void expectConflict(Future<?> future, String reason) {
    HubFailure failure = failure(future);
    assertThat(failure.code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(failure.reason()).isEqualTo(reason);
  }
}
