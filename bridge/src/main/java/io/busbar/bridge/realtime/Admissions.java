package io.busbar.bridge.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.auth.RemotePrincipal;
import io.busbar.bridge.auth.SocketToken;
import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.socketio.ConnectRefused;
import io.busbar.bridge.socketio.Handshake;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.pairing.PairingContract;
import io.busbar.contracts.pairing.PairingContract.AuthenticateRemote;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who may connect to a namespace (spec 3, 4.2). */
final class Admissions {
  private final HubBus bus;
  private final TokenGate gate;
  private final LiveFeed feed;

  Admissions(HubBus bus, TokenGate gate, LiveFeed feed) {
    this.bus = bus;
    this.gate = gate;
    this.feed = feed;
  }

  /** People with the scope of the OS API. */
  Future<Visitor> person(Handshake handshake) {
    return token(handshake)
        .compose(
            token ->
                isRemotes(token)
                    ? Future.failedFuture(notForRemotes())
                    : gate.verify(token).map(principal -> new Visitor(principal, null)))
        .map(this::seated)
        .recover(Admissions::refused);
  }

  /** The same, and remotes that were let in. */
  Future<Visitor> personOrRemote(Handshake handshake) {
    return token(handshake)
        .compose(
            token ->
                isRemotes(token)
                    ? remote(token)
                    : gate.verify(token).map(principal -> new Visitor(principal, null)))
        .map(this::seated)
        .recover(Admissions::refused);
  }

  /** Remotes that want in, and those that are; a token that is shown must be a remote's. */
  Future<Optional<Visitor>> anybody(Handshake handshake) {
    String token = tokenOf(handshake);
    if (token == null || !isRemotes(token)) {
      return Future.succeededFuture(Optional.empty());
    }
    return remote(token).map(Optional::of).recover(Admissions::refused);
  }

  private Future<Visitor> remote(String token) {
    return bus.request(PairingContract.AUTHENTICATE, new AuthenticateRemote(token))
        .map(remote -> new Visitor(RemotePrincipal.of(remote), remote.spaceId()));
  }

  private Visitor seated(Visitor visitor) {
    feed.requireSeat(visitor.principal().id());
    return visitor;
  }

  private static boolean isRemotes(String token) {
    return token.startsWith(PairingContract.TOKEN_PREFIX);
  }

  private static Future<String> token(Handshake handshake) {
    String token = tokenOf(handshake);
    return token == null
        ? Future.failedFuture(
            HubFailure.unauthenticated(
                "This needs an access token.",
                "Log in and connect with auth: {token: \"<token>\"}."))
        : Future.succeededFuture(token);
  }

  private static @Nullable String tokenOf(Handshake handshake) {
    return SocketToken.of(
        handshake.auth(),
        handshake.request().query(),
        handshake.request().headers(),
        handshake.request().secure());
  }

  private static HubFailure notForRemotes() {
    return HubFailure.forbidden(
            "A remote's token does not reach this namespace.", "Connect with a person's token.")
        .reason("SCOPE_MISSING");
  }

  private static <T> Future<T> refused(Throwable cause) {
    if (!(cause instanceof HubFailure failure)) {
      return Future.failedFuture(cause);
    }
    JsonNode details = Json.MAPPER.valueToTree(Problem.of(failure));
    return Future.failedFuture(new ConnectRefused(word(failure.code()), details));
  }

  /** The words clients look for; the rest stands in the details. */
  private static String word(FailureCode code) {
    return code == FailureCode.UNAUTHENTICATED
        ? "unauthorized"
        : code.name().toLowerCase(Locale.ROOT);
  }
}
