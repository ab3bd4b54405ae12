package io.busbar.verticles.identity;

import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.secrets.PasswordHashing;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes accounts that keep the rules. */
final class Accounts {
  private final PasswordHashing passwords;
  private final RandomIds ids;
  private final InstantSource clock;

  Accounts(PasswordHashing passwords, RandomIds ids, InstantSource clock) {
    this.passwords = passwords;
    this.ids = ids;
    this.clock = clock;
  }

  /** Succeeds with a person not stored yet. Fails: INVALID by the rules · OVERLOADED. */
  Future<Person> make(Wish wish) {
    String username = wish.username().strip();
    AccountRules.check(username, wish.password(), wish.name(), wish.email());
    String name = wish.name() == null || wish.name().isBlank() ? username : wish.name().strip();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return passwords
        .hash(wish.password())
        .map(
            hash ->
                new Person(
                    new UserId(ids.next()), username, name, wish.email(), wish.role(), hash, now));
  }

  /** What somebody wants their account to be. */
  record Wish(
      String username, String password, @Nullable String name, @Nullable String email, Role role) {
    static Wish administrator(String username, String password) {
      return new Wish(username, password, null, null, Role.ADMIN);
    }

    @Override
    public String toString() {
      return "Wish[username=%s, password=[hidden], role=%s]".formatted(username, role);
    }
  }
}
