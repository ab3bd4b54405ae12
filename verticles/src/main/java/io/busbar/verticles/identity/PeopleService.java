package io.busbar.verticles.identity;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.ChangeRole;
import io.busbar.contracts.identity.IdentityContract.CreateUser;
import io.busbar.contracts.identity.IdentityContract.ListUsers;
import io.busbar.contracts.identity.IdentityContract.ReadUser;
import io.busbar.contracts.identity.IdentityContract.RemoveUser;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.identity.IdentityContract.User;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.identity.IdentityContract.UserRemoved;
import io.busbar.contracts.identity.IdentityContract.Users;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.identity.Accounts.Wish;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;

/** Who has an account; only administrators may ask. */
final class PeopleService {
  static final int MOST_PEOPLE = 1000;

  private final IdentityStore store;
  private final Directory directory;
  private final Accounts accounts;
  private final HubBus bus;
  private final InstantSource clock;

  PeopleService(
      IdentityStore store,
      Directory directory,
      Accounts accounts,
      HubBus bus,
      InstantSource clock) {
    this.store = store;
    this.directory = directory;
    this.accounts = accounts;
    this.bus = bus;
    this.clock = clock;
  }

  Future<Users> list(ListUsers question) {
    requireAdministrator(question.by());
    return store.people().map(people -> new Users(people.stream().map(Person::asUser).toList()));
  }

  /** Somebody made on another node is read; the others are remembered, database or not. */
  Future<User> read(ReadUser question) {
    return directory
        .find(question.id())
        .map(Future::succeededFuture)
        .orElseGet(() -> store.find(question.id()).map(found -> known(found, question.id())))
        .map(Person::asUser);
  }

  private Person known(Optional<Person> found, UserId id) {
    Person person = found.orElseThrow(() -> HubFailure.notFound("user", id));
    directory.remember(person);
    return person;
  }

  Future<User> create(CreateUser wish) {
    requireAdministrator(wish.by());
    if (directory.size() >= MOST_PEOPLE) {
      throw HubFailure.overloaded(
          "There are %d accounts already.".formatted(MOST_PEOPLE), "Remove some first.");
    }
    return accounts
        .make(new Wish(wish.username(), wish.password(), wish.name(), wish.email(), wish.role()))
        .compose(person -> store.add(person).map(stored -> person))
        .onSuccess(directory::remember)
        .onSuccess(person -> tell(UserChange.ADDED, person, wish.by()))
        .map(Person::asUser);
  }

  Future<User> changeRole(ChangeRole wish) {
    requireAdministrator(wish.by());
    return store
        .changeRole(wish.id(), wish.role())
        .map(
            before -> {
              Person person = before.withRole(wish.role());
              directory.changeRole(person.id(), person.role());
              if (before.role() != person.role()) {
                tell(UserChange.ROLE_CHANGED, person, wish.by());
              }
              return person.asUser();
            });
  }

  /** Learns what another node has changed. */
  void onChanged(UserChanged event) {
    if (event.change() == UserChange.ROLE_CHANGED) {
      directory.changeRole(event.id(), event.role());
    }
  }

  Future<UserRemoved> remove(RemoveUser wish) {
    requireAdministrator(wish.by());
    Optional<Person> known = directory.find(wish.id());
    return store
        .remove(wish.id())
        .map(
            removed -> {
              directory.forget(wish.id(), clock.instant());
              bus.publish(IdentityContract.TOKENS_REVOKED, TokensRevoked.allOf(wish.id()));
              known.ifPresent(person -> tell(UserChange.REMOVED, person, wish.by()));
              return new UserRemoved(wish.id(), true);
            });
  }

  private void tell(UserChange change, Person person, Principal by) {
    bus.publish(
        IdentityContract.USER_CHANGED,
        new UserChanged(
            change, person.id(), person.username(), person.role(), by.username(), clock.instant()));
  }

  private static void requireAdministrator(Principal by) {
    if (by.role() != Role.ADMIN) {
      throw HubFailure.forbidden(
          "Only an administrator manages people.", "Log in with an administrator's account.");
    }
  }
}
