package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.Applied;
import io.busbar.contracts.broker.BrokerContract.BeginSession;
import io.busbar.contracts.broker.BrokerContract.Begun;
import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.Claim;
import io.busbar.contracts.broker.BrokerContract.Claimed;
import io.busbar.contracts.broker.BrokerContract.FindSession;
import io.busbar.contracts.broker.BrokerContract.Found;
import io.busbar.contracts.broker.BrokerContract.Orphans;
import io.busbar.contracts.broker.BrokerContract.Queue;
import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.broker.BrokerContract.ReadQueue;
import io.busbar.contracts.broker.BrokerContract.ReadRetained;
import io.busbar.contracts.broker.BrokerContract.ReadSessions;
import io.busbar.contracts.broker.BrokerContract.Retained;
import io.busbar.contracts.broker.BrokerContract.Sessions;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Keeps what the broker must not lose. Fails with {@link HubFailure} UNAVAILABLE. */
public interface BrokerStore {
  /** Reads all users: names and hashes of passwords. */
  Future<Map<String, String>> users();

  /** Adds a user or changes the password of one. */
  Future<Void> saveUser(String name, String passwordHash, Instant now);

  /** Removes users; of names that nobody has nothing becomes. */
  Future<Void> removeUsers(Set<String> names);

  /** Reads a page of sessions with their subscriptions and received identifiers. */
  Future<Sessions> sessions(ReadSessions page);

  /** Reads a page of waiting messages. */
  Future<Queue> queue(ReadQueue page);

  /** Reads a page of retained messages. */
  Future<Retained> retained(ReadRetained page);

  /**
   * Writes all changes or none; writing them again is harmless. With a fence, sessions that are not
   * held as it says are left out and named.
   */
  Future<Applied> apply(Changes changes);

  /** Finds a session and its holder; the answer has a new term in any case. */
  Future<Found> find(FindSession question);

  /**
   * Ends the lives that are gone for ever, and reads a page of the sessions that no living node
   * holds. Fails UNAVAILABLE while it is not certain that the asker may end them.
   */
  Future<Orphans> orphans(ReadOrphans page);

  /** Begins a session unless there is one, or the holder was ended. */
  Future<Begun> begin(BeginSession session);

  /**
   * Takes sessions over, those that are still as expected; asking again is harmless. Fails
   * UNAVAILABLE when the holder was ended.
   */
  Future<Claimed> claim(Claim claim);
}
