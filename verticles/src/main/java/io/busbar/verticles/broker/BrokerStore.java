package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.Queue;
import io.busbar.contracts.broker.BrokerContract.ReadQueue;
import io.busbar.contracts.broker.BrokerContract.ReadRetained;
import io.busbar.contracts.broker.BrokerContract.ReadSessions;
import io.busbar.contracts.broker.BrokerContract.Retained;
import io.busbar.contracts.broker.BrokerContract.Sessions;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;

/** Keeps what the broker must not lose. Fails with {@link HubFailure} UNAVAILABLE. */
public interface BrokerStore {
  /** Reads all users: names and hashes of passwords. */
  Future<Map<String, String>> users();

  /** Adds a user or changes the password of one. */
  Future<Void> saveUser(String name, String passwordHash, Instant now);

  /** Reads a page of sessions with their subscriptions and received identifiers. */
  Future<Sessions> sessions(ReadSessions page);

  /** Reads a page of waiting messages. */
  Future<Queue> queue(ReadQueue page);

  /** Reads a page of retained messages. */
  Future<Retained> retained(ReadRetained page);

  /** Writes all changes or none; writing them again is harmless. */
  Future<Void> apply(Changes changes);
}
