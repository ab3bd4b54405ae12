package io.busbar.verticles.identity;

import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.identity.Tokens.Claims;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one node remembers of people and of tokens ended before their time. The rule while the
 * database is away: a token is good when its signature and time are, it is not remembered as ended,
 * and its person is remembered. A person made on another node since the last refresh is not.
 */
final class Directory {
  /** How many ended tokens are remembered; each is forgotten when the token itself expires. */
  static final int MOST_ENDED_TOKENS = 100_000;

  private final Map<UserId, Person> people = new ConcurrentHashMap<>();
  private final Map<UserId, Instant> removed = new ConcurrentHashMap<>();
  private final Map<String, Instant> endedTokens = new ConcurrentHashMap<>();

  /** Takes over what the store holds; what was ended here stays ended. */
  void refresh(Collection<Person> stored, Map<String, Instant> ended, Instant now) {
    Set<UserId> known = new HashSet<>();
    for (Person person : stored) {
      known.add(person.id());
      remember(person);
    }
    people.keySet().retainAll(known);
    endedTokens.putAll(ended);
    endedTokens.values().removeIf(expiry -> !now.isBefore(expiry));
    removed.values().removeIf(at -> now.isAfter(at.plus(Tokens.LIFETIME)));
  }

  void remember(Person person) {
    if (!removed.containsKey(person.id())) {
      people.put(person.id(), person);
    }
  }

  /** Takes over a role that was given here or on another node. */
  void changeRole(UserId person, Role role) {
    people.computeIfPresent(person, (id, known) -> known.withRole(role));
  }

  void forget(UserId person, Instant at) {
    removed.put(person, at);
    people.remove(person);
  }

  void end(String tokenId, Instant expiresAt) {
    endedTokens.put(tokenId, expiresAt);
  }

  boolean isFull() {
    return endedTokens.size() >= MOST_ENDED_TOKENS;
  }

  /** Whether the token was ended before its time, alone or together with its person's account. */
  boolean hasEnded(Claims claims) {
    return endedTokens.containsKey(claims.tokenId()) || removed.containsKey(claims.user());
  }

  Optional<Person> find(UserId person) {
    return Optional.ofNullable(people.get(person));
  }

  boolean knowsAdministrator() {
    return people.values().stream().anyMatch(Person::isAdministrator);
  }

  int size() {
    return people.size();
  }
}
