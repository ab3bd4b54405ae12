package io.busbar.verticles.identity;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@link IdentityStore} without a database; it can be told to be away. */
final class InMemoryIdentityStore implements IdentityStore {
  private final Map<UserId, Person> people = new ConcurrentHashMap<>();
  private final Map<String, Instant> ended = new ConcurrentHashMap<>();
  private volatile boolean away;

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  @Override
  public Future<List<Person>> people() {
    return answer(
        () ->
            people.values().stream()
                .sorted(Comparator.comparing(Person::createdAt).thenComparing(p -> p.id().value()))
                .toList());
  }

  @Override
  public Future<Optional<Person>> find(UserId id) {
    return answer(() -> Optional.ofNullable(people.get(id)));
  }

  @Override
  public Future<Optional<Person>> findByUsername(String username) {
    return answer(() -> named(username));
  }

  @Override
  public synchronized Future<Void> add(Person person) {
    return change(
        () -> {
          if (named(person.username()).isPresent()) {
            throw StoreFailures.usernameTaken(person);
          }
          people.put(person.id(), person);
        });
  }

  @Override
  public synchronized Future<Void> addFirstAdministrator(Person person) {
    if (!away && people.values().stream().anyMatch(Person::isAdministrator)) {
      return Future.failedFuture(StoreFailures.setupDone());
    }
    return add(person);
  }

  @Override
  public Future<Void> changePasswordHash(UserId id, String hash) {
    return change(
        () -> people.computeIfPresent(id, (same, person) -> person.withPasswordHash(hash)));
  }

  @Override
  public synchronized Future<Person> changeRole(UserId id, Role role) {
    return answer(
        () -> {
          Person person = role == Role.ADMIN ? required(id) : spared(id);
          people.put(id, person.withRole(role));
          return person;
        });
  }

  @Override
  public synchronized Future<Void> remove(UserId id) {
    return change(() -> people.remove(spared(id).id()));
  }

  private Person required(UserId id) {
    Person person = people.get(id);
    if (person == null) {
      throw HubFailure.notFound("user", id);
    }
    return person;
  }

  /** Somebody without whom there is an administrator still. */
  private Person spared(UserId id) {
    Person person = required(id);
    long administrators = people.values().stream().filter(Person::isAdministrator).count();
    if (person.isAdministrator() && administrators == 1) {
      throw StoreFailures.lastAdministrator();
    }
    return person;
  }

  @Override
  public Future<Void> endToken(String tokenId, Instant expiresAt) {
    return change(() -> ended.putIfAbsent(tokenId, expiresAt));
  }

  @Override
  public Future<Map<String, Instant>> endedTokens(Instant now) {
    return answer(
        () ->
            new HashMap<>(ended)
                .entrySet().stream()
                    .filter(token -> token.getValue().isAfter(now))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public Future<Void> forgetExpiredTokens(Instant now) {
    return change(() -> ended.values().removeIf(expiry -> !expiry.isAfter(now)));
  }

  private Optional<Person> named(String username) {
    return people.values().stream()
        .filter(person -> person.key().equals(Person.key(username)))
        .findFirst();
  }

  private Future<Void> change(Runnable change) {
    return answer(
            () -> {
              change.run();
              return true;
            })
        .mapEmpty();
  }

  private <T> Future<T> answer(Supplier<T> work) {
    if (away) {
      return Future.failedFuture(HubFailure.unavailable("The store is away.", "Wait."));
    }
    try {
      return Future.succeededFuture(work.get());
    } catch (HubFailure failure) {
      return Future.failedFuture(failure);
    }
  }
}
