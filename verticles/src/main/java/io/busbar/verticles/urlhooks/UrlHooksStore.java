package io.busbar.verticles.urlhooks;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.urlhooks.UrlHook;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps hooks. Fails with {@link HubFailure} UNAVAILABLE. */
public interface UrlHooksStore {
  /** All hooks, the oldest first. */
  Future<List<UrlHook>> all();

  /** Adds a hook. Succeeds when it is durable. */
  Future<Void> add(UrlHook hook, String tokenHash);

  /** The hook whose token has this hash. */
  Future<Optional<UrlHook>> hookOf(String tokenHash);

  /** Notes that a hook was used. */
  Future<Void> used(String id, Instant at);

  /** Succeeds with whether there was one. */
  Future<Boolean> delete(String id);

  /** Deletes all hooks of a person. */
  Future<Void> deleteOf(UserId owner);
}
