package io.busbar.contracts.pairing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Letting remotes into the house (spec 2.13, 4.2, decision 18): a remote asks and shows six digits,
 * a person who sees them approves, the remote gets a token of its own.
 */
public final class PairingContract {
  /** How long a request waits for approval, and an approved one for being collected. */
  public static final Duration OPEN_FOR = Duration.ofMinutes(5);

  /**
   * Asks for a pairing. Succeeds, when that is stored, with the digits the remote shows and a claim
   * that only the asker knows. A request of the same remote that is still open is replaced. Fails:
   * INVALID a field of the wrong shape · OVERLOADED RATE_LIMITED too many requests of this address,
   * or too many open ones · UNAVAILABLE.
   */
  @Internal("only a remote asks, at the socket")
  public static final RequestAddress<RequestPairing, PairingRequested> REQUEST =
      RequestAddress.of("hub.pairing.request", RequestPairing.class, PairingRequested.class);

  /**
   * Reads how a request stands. Once, when it is approved, the answer carries the remote's token;
   * only its hash is kept. Fails: NOT_FOUND no such request, or the claim is not that of it ·
   * UNAVAILABLE.
   */
  @Internal("only the remote that asked reads it, at the socket")
  public static final RequestAddress<CollectPairing, PairingResult> COLLECT =
      RequestAddress.of("hub.pairing.collect", CollectPairing.class, PairingResult.class);

  /**
   * Says which remote has this token. Fails: UNAUTHENTICATED no remote has it, or no longer ·
   * UNAVAILABLE.
   */
  @Internal("the socket asks it when a remote connects")
  public static final RequestAddress<AuthenticateRemote, PairedRemote> AUTHENTICATE =
      RequestAddress.of("hub.pairing.authenticate", AuthenticateRemote.class, PairedRemote.class);

  /** Lists requests that wait for a decision, the oldest first, without their digits. */
  public static final RequestAddress<ListPairings, Pairings> LIST =
      RequestAddress.of("hub.pairing.list", ListPairings.class, Pairings.class);

  /**
   * Approves a request whose digits the person has read off the remote. Succeeds when stored.
   * Fails: NOT_FOUND · INVALID WRONG_CODE other digits than the remote's; after five of them the
   * request is rejected · CONFLICT PAIRING_CLOSED it was decided or has expired · UNAVAILABLE.
   */
  public static final RequestAddress<ApprovePairing, Pairing> APPROVE =
      RequestAddress.of("hub.pairing.approve", ApprovePairing.class, Pairing.class);

  /** Rejects a request. Fails: NOT_FOUND · CONFLICT PAIRING_CLOSED · UNAVAILABLE. */
  public static final RequestAddress<RejectPairing, Pairing> REJECT =
      RequestAddress.of("hub.pairing.reject", RejectPairing.class, Pairing.class);

  /** Lists the remotes that were let in, the oldest first. */
  public static final RequestAddress<ListRemotes, PairedRemotes> LIST_REMOTES =
      RequestAddress.of("hub.pairing.list-remotes", ListRemotes.class, PairedRemotes.class);

  /** Ends a remote's token for good; its connections end. Fails: NOT_FOUND · UNAVAILABLE. */
  public static final RequestAddress<RemoveRemote, RemoteRemoved> REMOVE_REMOTE =
      RequestAddress.of("hub.pairing.remove-remote", RemoveRemote.class, RemoteRemoved.class);

  /** A request was made, decided, collected or has expired. */
  public static final EventAddress<PairingChanged> CHANGED =
      new EventAddress<>("hub.pairing.changed", PairingChanged.class);

  /** A remote's token ended before its time: doors end its connections. */
  public static final EventAddress<RemoteUnpaired> UNPAIRED =
      new EventAddress<>("hub.pairing.remote-unpaired", RemoteUnpaired.class);

  private PairingContract() {}

  public record RequestPairing(
      String remoteId,
      @Nullable String name,
      @Nullable String model,
      @Nullable String firmware,
      String clientAddress) {}

  /**
   * @param code six digits
   * @param claim proves later that one has asked
   */
  public record PairingRequested(String pairingId, String code, String claim, Instant expiresAt) {
    @Override
    public String toString() {
      return "PairingRequested[pairingId=%s, code=[hidden], claim=[hidden]]".formatted(pairingId);
    }
  }

  public record CollectPairing(String pairingId, String claim) {
    @Override
    public String toString() {
      return "CollectPairing[pairingId=%s, claim=[hidden]]".formatted(pairingId);
    }
  }

  /**
   * @param token set once, in the first answer after approval
   */
  public record PairingResult(
      String pairingId, Status status, @Nullable String token, @Nullable String spaceId) {
    @Override
    public String toString() {
      return "PairingResult[pairingId=%s, status=%s, token=[hidden]]".formatted(pairingId, status);
    }
  }

  public record AuthenticateRemote(String token) {
    @Override
    public String toString() {
      return "AuthenticateRemote[token=[hidden]]";
    }
  }

  public record ListPairings(Principal by) {}

  public record Pairings(@JsonValue List<Pairing> pairings) {}

  public record Pairing(
      String pairingId,
      String remoteId,
      @Nullable String name,
      @Nullable String model,
      @Nullable String firmware,
      Status status,
      @Nullable String spaceId,
      Instant createdAt,
      Instant expiresAt) {}

  /**
   * @param code the digits the remote shows
   * @param spaceId where the remote belongs; absent: nowhere in particular
   * @param name what people call it; absent: as it calls itself
   */
  public record ApprovePairing(
      String id, String code, @Nullable String spaceId, @Nullable String name, Principal by) {
    @Override
    public String toString() {
      return "ApprovePairing[id=%s, code=[hidden], spaceId=%s]".formatted(id, spaceId);
    }
  }

  public record RejectPairing(String id, Principal by) {}

  public record ListRemotes(Principal by) {}

  public record PairedRemotes(@JsonValue List<PairedRemote> remotes) {}

  /**
   * @param pairedBy the user name of who approved it
   */
  public record PairedRemote(
      String remoteId,
      @Nullable String name,
      @Nullable String model,
      @Nullable String firmware,
      @Nullable String spaceId,
      String pairedBy,
      Instant pairedAt) {}

  public record RemoveRemote(String id, Principal by) {}

  public record RemoteRemoved(String remoteId, boolean removed) {}

  public record PairingChanged(String pairingId, String remoteId, Status status, Instant at) {}

  public record RemoteUnpaired(String remoteId, Instant at) {}

  /** How a request stands. */
  public enum Status {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("approved")
    APPROVED,
    /** Approved, and the remote has its token. */
    @JsonProperty("collected")
    COLLECTED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("expired")
    EXPIRED
  }
}
