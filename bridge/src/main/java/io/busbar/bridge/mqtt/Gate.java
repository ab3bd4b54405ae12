package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.LogIn;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.Authenticate;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says who somebody is: a user of the broker with a password, or a person of the hub with a token
 * in its place. After too many wrong passwords a name has to wait, at the address they came from.
 * Broker's context only.
 */
final class Gate {
  private static final int MOST_FAILURES = 10;
  private static final long FORGET_AFTER_MS = Duration.ofMinutes(1).toMillis();
  private static final int MOST_ADDRESSES = 10_000;
  private static final int LONGEST = 4096;
  private static final String TOKEN_BEGINS = "eyJ";

  private final HubBus bus;
  private final InstantSource clock;
  private final Map<String, Integer> failures = new HashMap<>();
  private @Nullable Claims claims;
  private long forgetAt;

  Gate(HubBus bus, InstantSource clock) {
    this.bus = bus;
    this.clock = clock;
  }

  /** There are other nodes: sessions are claimed before a client is let in. */
  void claimWith(Claims all) {
    claims = all;
  }

  /** Who claims sessions; null: this node is alone. */
  @Nullable Claims claims() {
    return claims;
  }

  /** Succeeds with what the client may do. Fails as {@link #reason} understands. */
  Future<Access> admit(String username, Bytes password, String address) {
    forget();
    String who = address + " " + username;
    if (failures.getOrDefault(who, 0) >= MOST_FAILURES) {
      return Future.failedFuture(
          HubFailure.overloaded("Too many wrong passwords.", "Wait a minute."));
    }
    String secret = password.text();
    if (secret.isEmpty() || secret.length() > LONGEST || username.length() > LONGEST) {
      return Future.failedFuture(
          HubFailure.unauthenticated("No password, or too long.", "Send user name and password."));
    }
    return check(username, secret)
        .onSuccess(known -> failures.remove(who))
        .onFailure(cause -> noteFailure(cause, who));
  }

  /** What a client is told of a failure. */
  static Reason reason(Throwable cause) {
    if (!(cause instanceof HubFailure failure)) {
      return Reason.UNSPECIFIED_ERROR;
    }
    return switch (failure.code()) {
      case UNAUTHENTICATED, INVALID, NOT_FOUND -> Reason.BAD_USER_NAME_OR_PASSWORD;
      case FORBIDDEN, CONFLICT, UNSUPPORTED -> Reason.NOT_AUTHORIZED;
      case OVERLOADED -> Reason.SERVER_BUSY;
      case UNAVAILABLE, TIMED_OUT -> Reason.SERVER_UNAVAILABLE;
      case INTERNAL -> Reason.UNSPECIFIED_ERROR;
    };
  }

  private Future<Access> check(String username, String secret) {
    if (secret.startsWith(TOKEN_BEGINS)) {
      return bus.request(IdentityContract.AUTHENTICATE, new Authenticate(secret))
          .map(known -> person(known.principal()));
    }
    return bus.request(BrokerContract.AUTHENTICATE, new LogIn(username, secret))
        .map(access -> new Access(access.username(), access.rights()));
  }

  private static Access person(Principal principal) {
    if (!principal.has(Principal.OS_API_ADMIN)) {
      throw HubFailure.forbidden(
          "This token is not one of the whole house.", "Use that of an administrator.");
    }
    return Access.everything(principal.username());
  }

  private void noteFailure(Throwable cause, String who) {
    if (reason(cause) == Reason.BAD_USER_NAME_OR_PASSWORD && failures.size() < MOST_ADDRESSES) {
      failures.merge(who, 1, Integer::sum);
    }
  }

  private void forget() {
    long now = clock.millis();
    if (now >= forgetAt) {
      failures.clear();
      forgetAt = now + FORGET_AFTER_MS;
    }
  }
}
