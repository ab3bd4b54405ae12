package io.busbar.verticles.pairing;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.pairing.PairingContract;
import io.busbar.contracts.pairing.PairingContract.Pairing;
import io.busbar.contracts.pairing.PairingContract.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A remote's request to be let in, and how it stands. Pure.
 *
 * @param code the six digits the remote shows
 * @param claimHash of what proves who has asked
 * @param wrongCodes how often other digits were tried
 * @param decidedBy the user name of who approved or rejected it
 * @param revision grows with each change, so that of two changes at once one is refused
 */
public record PairingRequest(
    String id,
    String remoteId,
    @Nullable String name,
    @Nullable String model,
    @Nullable String firmware,
    String code,
    String claimHash,
    Status status,
    int wrongCodes,
    @Nullable String spaceId,
    @Nullable String decidedBy,
    Instant createdAt,
    Instant expiresAt,
    int revision) {
  private static final int MOST_WRONG_CODES = 5;

  /** What an attempt to approve comes to: the request after it, and whether the digits fit. */
  record Attempt(PairingRequest request, boolean approved) {}

  Pairing view() {
    return new Pairing(id, remoteId, name, model, firmware, status, spaceId, createdAt, expiresAt);
  }

  boolean isOver(Instant now) {
    return isOpen() && !now.isBefore(expiresAt);
  }

  boolean isOpen() {
    return switch (status) {
      case PENDING, APPROVED -> true;
      case COLLECTED, REJECTED, EXPIRED -> false;
    };
  }

  /**
   * @throws HubFailure CONFLICT PAIRING_CLOSED it was decided or has expired
   */
  Attempt approve(
      String digits, @Nullable String space, @Nullable String called, String by, Instant now) {
    requirePending(now);
    if (!code.equals(digits.strip())) {
      int wrong = wrongCodes + 1;
      Status after = wrong >= MOST_WRONG_CODES ? Status.REJECTED : status;
      return new Attempt(with(after, wrong, spaceId, name, decidedBy, expiresAt), false);
    }
    PairingRequest approved =
        with(
            Status.APPROVED,
            wrongCodes,
            space,
            called == null ? name : called,
            by,
            now.plus(PairingContract.OPEN_FOR));
    return new Attempt(approved, true);
  }

  /**
   * @throws HubFailure CONFLICT PAIRING_CLOSED it was decided or has expired
   */
  PairingRequest reject(String by, Instant now) {
    requirePending(now);
    return with(Status.REJECTED, wrongCodes, spaceId, name, by, expiresAt);
  }

  PairingRequest collected() {
    return with(Status.COLLECTED, wrongCodes, spaceId, name, decidedBy, expiresAt);
  }

  PairingRequest expired() {
    return with(Status.EXPIRED, wrongCodes, spaceId, name, decidedBy, expiresAt);
  }

  private void requirePending(Instant now) {
    if (status != Status.PENDING || isOver(now)) {
      throw HubFailure.conflict(
          "PAIRING_CLOSED",
          "This request is no longer open.",
          "Start the pairing on the remote again.");
    }
  }

  private PairingRequest with(
      Status newStatus,
      int newWrong,
      @Nullable String newSpace,
      @Nullable String newName,
      @Nullable String newBy,
      Instant newExpiry) {
    return new PairingRequest(
        id,
        remoteId,
        newName,
        model,
        firmware,
        code,
        claimHash,
        newStatus,
        newWrong,
        newSpace,
        newBy,
        createdAt,
        newExpiry,
        revision + 1);
  }
}
