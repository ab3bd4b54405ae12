package io.busbar.bridge.auth;

import io.busbar.contracts.pairing.PairingContract;
import io.busbar.contracts.pairing.PairingContract.PairedRemote;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import java.time.Instant;

/** As whom a remote acts that was let in: its token holds until it is ended. */
public final class RemotePrincipal {
  private static final Instant FOR_GOOD = Instant.parse("9999-12-31T00:00:00Z");

  private RemotePrincipal() {}

  /** The remote, with the scopes of its role and nothing else. */
  public static Principal of(PairedRemote remote) {
    String id = PairingContract.TOKEN_OWNER + remote.remoteId();
    String name = remote.name() == null ? remote.remoteId() : remote.name();
    return new Principal(
        new UserId(id),
        remote.remoteId(),
        name,
        null,
        Role.REMOTE,
        Role.REMOTE.scopes(),
        id,
        FOR_GOOD);
  }
}
