package io.busbar.verticles.pairing;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.pairing.PairingContract.PairedRemote;
import io.busbar.contracts.pairing.PairingContract.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link PairingStore} must do. */
interface PairingStoreTck {
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** The store of the running test, empty at its start. */
  PairingStore store();

  @Test
  default void keepsRequestsAsTheyAreOldestFirst() {
    PairingRequest young = request("a", "rs90-1", NOON.plusSeconds(5));
    PairingRequest old = request("b", "rs90-2 \uD83C\uDFAE", NOON);
    done(store().add(young));
    done(store().add(old));

    assertThat(success(store().requests())).containsExactly(old, young);
    assertThat(success(store().request("b"))).contains(old);
    assertThat(success(store().request("c"))).isEmpty();
  }

  @Test
  default void keepsOneRequestOfARemote() {
    done(store().add(request("a", "rs90-1", NOON)));
    PairingRequest newer = request("b", "rs90-1", NOON.plusSeconds(1));
    done(store().add(newer));

    assertThat(success(store().requests())).containsExactly(newer);
  }

  @Test
  default void replacesARequestOnce() {
    PairingRequest request = request("a", "rs90-1", NOON);
    done(store().add(request));

    assertThat(success(store().replace(request.reject("ada", NOON)))).isTrue();
    assertThat(success(store().replace(request.expired()))).isFalse();
    assertThat(success(store().request("a")).map(PairingRequest::status)).contains(Status.REJECTED);
  }

  @Test
  default void letsARemoteInOnce() {
    PairingRequest request = request("a", "rs90-1", NOON);
    done(store().add(request));

    assertThat(success(store().collect(request.collected(), remote("rs90-1"), "hash-1"))).isTrue();
    assertThat(success(store().collect(request.collected(), remote("rs90-1"), "hash-2"))).isFalse();
    assertThat(success(store().remoteOf("hash-1"))).contains(remote("rs90-1"));
    assertThat(success(store().remoteOf("hash-2"))).isEmpty();
  }

  @Test
  default void givesARemoteAnotherToken() {
    PairingRequest first = request("a", "rs90-1", NOON);
    done(store().add(first));
    done(store().collect(first.collected(), remote("rs90-1"), "hash-1"));
    PairingRequest second = request("b", "rs90-1", NOON.plusSeconds(9));
    done(store().add(second));
    done(store().collect(second.collected(), remote("rs90-1"), "hash-2"));

    assertThat(success(store().remotes())).containsExactly(remote("rs90-1"));
    assertThat(success(store().remoteOf("hash-1"))).isEmpty();
    assertThat(success(store().remoteOf("hash-2"))).isPresent();
  }

  @Test
  default void forgetsRequestsThatEnded() {
    done(store().add(request("a", "rs90-1", NOON)));
    done(store().add(request("b", "rs90-2", NOON.plusSeconds(60))));
    done(store().forgetRequests(NOON.plusSeconds(310)));

    assertThat(success(store().requests())).extracting(PairingRequest::id).containsExactly("b");
  }

  @Test
  default void turnsARemoteOutAndTellsWhetherThereWasOne() {
    PairingRequest request = request("a", "rs90-1", NOON);
    done(store().add(request));
    done(store().collect(request.collected(), remote("rs90-1"), "hash-1"));

    assertThat(success(store().deleteRemote("rs90-1"))).isTrue();
    assertThat(success(store().deleteRemote("rs90-1"))).isFalse();
    assertThat(success(store().remoteOf("hash-1"))).isEmpty();
  }

  private static PairingRequest request(String id, String remoteId, Instant at) {
    return new PairingRequest(
        id,
        remoteId,
        "Sofa",
        null,
        "1.0",
        "012345",
        "claim-hash",
        Status.PENDING,
        0,
        null,
        null,
        at,
        at.plusSeconds(300),
        1);
  }

  private static PairedRemote remote(String id) {
    return new PairedRemote(id, "Sofa", null, "1.0", "spc_1", "ada", NOON);
  }
}
