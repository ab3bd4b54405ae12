package io.busbar.verticles.identity;

import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where people and ended tokens are kept. Every method may also fail with UNAVAILABLE. */
interface IdentityStore {
  /** The reason of the conflict when a user name is in use. */
  String USERNAME_TAKEN = "USERNAME_TAKEN";

  /** The reason of the conflict when there is an administrator already. */
  String SETUP_DONE = "SETUP_DONE";

  /** The reason of the conflict when no administrator would be left. */
  String LAST_ADMIN = "LAST_ADMIN";

  /** All people, oldest account first. */
  Future<List<Person>> people();

  Future<Optional<Person>> find(UserId id);

  /** Finds by user name without regard to case. */
  Future<Optional<Person>> findByUsername(String username);

  /** Fails: CONFLICT {@value #USERNAME_TAKEN}. */
  Future<Void> add(Person person);

  /** Adds an administrator to a house without one. Fails: CONFLICT {@value #SETUP_DONE}. */
  Future<Void> addFirstAdministrator(Person person);

  /** Changes nothing when the person is gone. */
  Future<Void> changePasswordHash(UserId id, String hash);

  /** Succeeds with the person as they were. Fails: NOT_FOUND · CONFLICT {@value #LAST_ADMIN}. */
  Future<Person> changeRole(UserId id, Role role);

  /** Fails: NOT_FOUND · CONFLICT {@value #LAST_ADMIN}. */
  Future<Void> remove(UserId id);

  /** Ends a token; ending twice is harmless. Succeeds when that is durable. */
  Future<Void> endToken(String tokenId, Instant expiresAt);

  /** Ended tokens that have not expired by themselves, with their expiry. */
  Future<Map<String, Instant>> endedTokens(Instant now);

  /** Drops ended tokens that have expired by themselves. */
  Future<Void> forgetExpiredTokens(Instant now);
}
