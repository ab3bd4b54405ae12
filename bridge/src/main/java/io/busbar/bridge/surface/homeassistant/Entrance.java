package io.busbar.bridge.surface.homeassistant;

import io.busbar.bridge.auth.RemotePrincipal;
import io.busbar.bridge.auth.TokenGate;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.pairing.PairingContract;
import io.busbar.contracts.pairing.PairingContract.AuthenticateRemote;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Says who asks: a token of the hub, or of a paired remote, serves as long-lived access token. */
final class Entrance {
  private static final String BEARER = "bearer ";

  private final HubBus bus;
  private final TokenGate gate;
  private final boolean cookieReads;

  Entrance(HubBus bus, TokenGate gate, boolean cookieReads) {
    this.bus = bus;
    this.gate = gate;
    this.cookieReads = cookieReads;
  }

  /** Fails: UNAUTHENTICATED · FORBIDDEN · UNAVAILABLE. */
  Future<Principal> of(String token) {
    return token.startsWith(PairingContract.TOKEN_PREFIX)
        ? bus.request(PairingContract.AUTHENTICATE, new AuthenticateRemote(token))
            .map(RemotePrincipal::of)
        : gate.verify(token);
  }

  /** By bearer header; for reads by the cookie of a login too, where that is wanted. */
  Future<Principal> of(HttpServerRequest request) {
    String token = bearer(request);
    if (token != null) {
      return of(token);
    }
    return cookieReads && HttpMethod.GET.equals(request.method())
        ? gate.authenticate(request)
        : Future.failedFuture(
            HubFailure.unauthenticated("401: Unauthorized", "Send a token of the hub as Bearer."));
  }

  private static @Nullable String bearer(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean shown = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return header != null && shown ? header.substring(BEARER.length()).strip() : null;
  }
}
