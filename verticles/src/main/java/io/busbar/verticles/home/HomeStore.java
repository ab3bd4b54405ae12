package io.busbar.verticles.home;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.home.model.Design;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Keeps what the hub is called, what people prefer and how clients look. Every method fails with
 * {@link HubFailure} UNAVAILABLE when it cannot.
 */
public interface HomeStore {
  /** The id of this hub: the one that was kept first, which is this one when there was none. */
  Future<String> hubId(String proposed);

  /** Reads everybody's preferences. */
  Future<Map<UserId, Fields>> preferences();

  /** Inserts or replaces a person's preferences. Succeeds when they are durable. */
  Future<Void> savePreferences(UserId user, Fields preferences);

  /** Deletes a person's preferences; when there are none it is no failure. */
  Future<Void> deletePreferences(UserId user);

  /** Reads all design profiles, oldest first. */
  Future<List<Design>> designs();

  /** Inserts or replaces a design profile. Succeeds when it is durable. */
  Future<Void> saveDesign(Design design);

  /** Deletes a design profile; one that is not there is no failure. */
  Future<Void> deleteDesign(String id);
}
