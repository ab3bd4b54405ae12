package io.busbar.verticles.pairing;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.pairing.PairingContract;
import io.busbar.contracts.pairing.PairingContract.ApprovePairing;
import io.busbar.contracts.pairing.PairingContract.AuthenticateRemote;
import io.busbar.contracts.pairing.PairingContract.CollectPairing;
import io.busbar.contracts.pairing.PairingContract.ListPairings;
import io.busbar.contracts.pairing.PairingContract.ListRemotes;
import io.busbar.contracts.pairing.PairingContract.PairedRemote;
import io.busbar.contracts.pairing.PairingContract.PairedRemotes;
import io.busbar.contracts.pairing.PairingContract.Pairing;
import io.busbar.contracts.pairing.PairingContract.PairingChanged;
import io.busbar.contracts.pairing.PairingContract.PairingRequested;
import io.busbar.contracts.pairing.PairingContract.PairingResult;
import io.busbar.contracts.pairing.PairingContract.Pairings;
import io.busbar.contracts.pairing.PairingContract.RejectPairing;
import io.busbar.contracts.pairing.PairingContract.RemoteRemoved;
import io.busbar.contracts.pairing.PairingContract.RemoveRemote;
import io.busbar.contracts.pairing.PairingContract.RequestPairing;
import io.busbar.contracts.pairing.PairingContract.Status;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets remotes in: request, decision, token. Everything is in the store, nothing in memory. */
public final class PairingService {
  private static final int MOST_OPEN = 16;
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final Pattern WORD = Pattern.compile("[^\\p{Cntrl}]{1,128}");

  private final HubBus bus;
  private final PairingStore store;
  private final InstantSource clock;
  private final Secrecy secrecy;
  private final AskingRate rate = new AskingRate();

  /**
   * @param random must be a {@link java.security.SecureRandom}, except in tests
   */
  public PairingService(
      HubBus bus, PairingStore store, InstantSource clock, RandomGenerator random) {
    this.bus = bus;
    this.store = store;
    this.clock = clock;
    this.secrecy = new Secrecy(random);
  }

  Future<PairingRequested> request(RequestPairing asked) {
    requireWord("remoteId", asked.remoteId());
    requireWord("name", asked.name());
    requireWord("model", asked.model());
    requireWord("firmware", asked.firmware());
    rate.require(asked.clientAddress(), clock.instant());
    String claim = secrecy.secret();
    PairingRequest request = newRequest(asked, Secrecy.hash(claim));
    return store
        .requests()
        .compose(known -> store.add(withRoom(known, request)))
        .map(added -> announced(request))
        .map(
            added ->
                new PairingRequested(request.id(), request.code(), claim, request.expiresAt()));
  }

  Future<PairingResult> collect(CollectPairing asked) {
    return find(asked.pairingId())
        .compose(
            request ->
                Secrecy.hash(asked.claim()).equals(request.claimHash())
                    ? collect(request)
                    : Future.failedFuture(unknown(asked.pairingId())));
  }

  Future<PairedRemote> authenticate(AuthenticateRemote asked) {
    return store
        .remoteOf(Secrecy.hash(asked.token()))
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(notPaired())));
  }

  Future<Pairings> list(ListPairings asked) {
    requireDecider(asked.by());
    Instant now = clock.instant();
    return store
        .requests()
        .map(
            all ->
                new Pairings(
                    all.stream()
                        .filter(one -> one.status() == Status.PENDING && !one.isOver(now))
                        .map(PairingRequest::view)
                        .toList()));
  }

  Future<Pairing> approve(ApprovePairing asked) {
    requireDecider(asked.by());
    requireWord("name", asked.name());
    return find(asked.id())
        .compose(request -> known(asked.spaceId()).map(checked -> request))
        .map(request -> attempt(request, asked))
        .compose(attempt -> replaced(attempt.request()).compose(done -> answer(attempt)));
  }

  Future<Pairing> reject(RejectPairing asked) {
    requireDecider(asked.by());
    return find(asked.id())
        .compose(request -> replaced(request.reject(asked.by().username(), clock.instant())))
        .map(PairingRequest::view);
  }

  Future<PairedRemotes> listRemotes(ListRemotes asked) {
    requireDecider(asked.by());
    return store.remotes().map(PairedRemotes::new);
  }

  Future<RemoteRemoved> removeRemote(RemoveRemote asked) {
    requireDecider(asked.by());
    return store
        .deleteRemote(asked.id())
        .compose(
            found ->
                found
                    ? Future.succeededFuture(revoked(asked.id()))
                    : Future.failedFuture(HubFailure.notFound("remote", asked.id())))
        .map(done -> new RemoteRemoved(asked.id(), true));
  }

  /** Ends what nobody decided or collected in time. */
  Future<Void> sweep() {
    Instant now = clock.instant();
    return store
        .requests()
        .compose(
            all ->
                Future.join(all.stream().filter(one -> one.isOver(now)).map(this::expire).toList()))
        .compose(swept -> store.forgetRequests(now.minus(REMEMBERED)));
  }

  private PairingRequest newRequest(RequestPairing asked, String claimHash) {
    Instant now = clock.instant();
    return new PairingRequest(
        "pair_" + UuidCreator.getTimeOrderedEpoch(),
        asked.remoteId(),
        asked.name(),
        asked.model(),
        asked.firmware(),
        secrecy.code(),
        claimHash,
        Status.PENDING,
        0,
        null,
        null,
        now,
        now.plus(PairingContract.OPEN_FOR),
        1);
  }

  private PairingRequest withRoom(List<PairingRequest> known, PairingRequest request) {
    Instant now = clock.instant();
    long open =
        known.stream()
            .filter(one -> one.isOpen() && !one.isOver(now))
            .filter(one -> !one.remoteId().equals(request.remoteId()))
            .count();
    if (open >= MOST_OPEN) {
      throw HubFailure.overloaded(
          "%d remotes wait to be let in.".formatted(open), "Approve or reject some of them.");
    }
    return request;
  }

  private Future<PairingResult> collect(PairingRequest request) {
    if (request.isOver(clock.instant())) {
      return expire(request).map(done -> result(request.expired(), null));
    }
    if (request.status() != Status.APPROVED) {
      return Future.succeededFuture(result(request, null));
    }
    String token = secrecy.token();
    PairingRequest collected = request.collected();
    return store
        .collect(collected, remote(collected), Secrecy.hash(token))
        .map(won -> won ? letIn(collected, token) : result(collected, null));
  }

  /** Connections with the token the remote had before end here. */
  private PairingResult letIn(PairingRequest collected, String token) {
    boolean unused = revoked(collected.remoteId());
    return result(announced(collected), token);
  }

  private PairedRemote remote(PairingRequest request) {
    return new PairedRemote(
        request.remoteId(),
        request.name(),
        request.model(),
        request.firmware(),
        request.spaceId(),
        String.valueOf(request.decidedBy()),
        clock.instant());
  }

  private static PairingResult result(PairingRequest request, @Nullable String token) {
    return new PairingResult(request.id(), request.status(), token, request.spaceId());
  }

  private PairingRequest.Attempt attempt(PairingRequest request, ApprovePairing asked) {
    return request.approve(
        asked.code(), asked.spaceId(), asked.name(), asked.by().username(), clock.instant());
  }

  private static Future<Pairing> answer(PairingRequest.Attempt attempt) {
    return attempt.approved()
        ? Future.succeededFuture(attempt.request().view())
        : Future.failedFuture(
            HubFailure.invalid(
                    "/code: is not what the remote shows", "Read the six digits off the remote.")
                .reason("WRONG_CODE"));
  }

  private Future<Void> known(@Nullable String spaceId) {
    if (spaceId == null) {
      return Future.succeededFuture();
    }
    return bus.request(SpacesContract.LIST, ListSpaces.ALL)
        .compose(
            all ->
                all.spaces().stream().anyMatch(space -> space.id().equals(spaceId))
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        HubFailure.invalid(
                            "/spaceId: there is no such space", "List the spaces.")));
  }

  private Future<PairingRequest> replaced(PairingRequest request) {
    return store
        .replace(request)
        .compose(
            won ->
                won
                    ? Future.succeededFuture(announced(request))
                    : Future.failedFuture(
                        HubFailure.conflict(
                            "PAIRING_CHANGED",
                            "Somebody else decided at the same moment.",
                            "List the pairings to see how it stands.")));
  }

  private Future<Boolean> expire(PairingRequest request) {
    PairingRequest expired = request.expired();
    return store
        .replace(expired)
        .onSuccess(
            won -> {
              if (won) {
                PairingRequest unused = announced(expired);
              }
            });
  }

  private Future<PairingRequest> find(String id) {
    return store
        .request(id)
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(unknown(id))));
  }

  private PairingRequest announced(PairingRequest request) {
    bus.publish(
        PairingContract.CHANGED,
        new PairingChanged(request.id(), request.remoteId(), request.status(), clock.instant()));
    return request;
  }

  private boolean revoked(String remoteId) {
    bus.publish(
        IdentityContract.TOKENS_REVOKED,
        new TokensRevoked(Set.of(PairingContract.TOKEN_OWNER + remoteId), null));
    return true;
  }

  private static void requireDecider(Principal by) {
    if (by.role() != Role.ADMIN && by.role() != Role.INSTALLER) {
      throw HubFailure.forbidden(
          "Only administrators and installers let remotes in.", "Ask one of them.");
    }
  }

  private static void requireWord(String what, @Nullable String value) {
    if (value != null && (!WORD.matcher(value).matches() || value.isBlank())) {
      throw HubFailure.invalid(
          "/%s: is not a name".formatted(what),
          "Use 1 to 128 characters, none of them a control character.");
    }
  }

  private static HubFailure unknown(String id) {
    return HubFailure.notFound("pairing", id);
  }

  private static HubFailure notPaired() {
    return HubFailure.unauthenticated(
        "This token is not that of a remote, or no longer.", "Pair the remote again.");
  }
}
