package io.busbar.verticles.spaces;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.vertx.core.Future;
import java.util.List;

/**
 * Keeps spaces and their remote sources. Every method fails with {@link HubFailure} UNAVAILABLE
 * when it cannot.
 */
public interface SpacesStore {
  /** Reads all spaces, oldest first. */
  Future<List<Space>> spaces();

  /** Reads all remote sources, oldest first. */
  Future<List<RemoteSource>> sources();

  /**
   * Inserts or replaces spaces and removes one with its sources, all or nothing. Succeeds when it
   * is durable.
   */
  Future<Void> write(SpaceTree.Change change);

  /** Inserts or replaces a source of a space that is stored. Succeeds when it is durable. */
  Future<Void> save(RemoteSource source);

  /** Deletes a source; one that is not there is no failure. */
  Future<Void> deleteSource(String id);
}
