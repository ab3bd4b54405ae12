package io.busbar.verticles.pairing;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.pairing.PairingContract.PairedRemote;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps requests and remotes that were let in. Fails with {@link HubFailure} UNAVAILABLE. */
public interface PairingStore {
  /** All requests that are kept, the oldest first. */
  Future<List<PairingRequest>> requests();

  /** Adds a request; those of the same remote are forgotten. Succeeds when it is durable. */
  Future<Void> add(PairingRequest request);

  /** One request. */
  Future<Optional<PairingRequest>> request(String id);

  /**
   * Replaces a request whose revision is one less. Succeeds with whether there was one: of two that
   * replace the same, one does.
   */
  Future<Boolean> replace(PairingRequest request);

  /** The same, and with it the remote and the hash of its token, or neither. */
  Future<Boolean> collect(PairingRequest request, PairedRemote remote, String tokenHash);

  /** Forgets requests that ended before. */
  Future<Void> forgetRequests(Instant expiredBefore);

  /** All remotes that were let in, the oldest first. */
  Future<List<PairedRemote>> remotes();

  /** The remote whose token has this hash. */
  Future<Optional<PairedRemote>> remoteOf(String tokenHash);

  /** Succeeds with whether there was one. */
  Future<Boolean> deleteRemote(String remoteId);
}
