package io.busbar.verticles.pairing;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
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
import io.busbar.contracts.pairing.PairingContract.Pairing;
import io.busbar.contracts.pairing.PairingContract.PairingChanged;
import io.busbar.contracts.pairing.PairingContract.PairingRequested;
import io.busbar.contracts.pairing.PairingContract.PairingResult;
import io.busbar.contracts.pairing.PairingContract.RejectPairing;
import io.busbar.contracts.pairing.PairingContract.RemoveRemote;
import io.busbar.contracts.pairing.PairingContract.RequestPairing;
import io.busbar.contracts.pairing.PairingContract.Status;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PairingVerticleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-06-01T12:00:00Z"));
  private final ManualTimers timers = new ManualTimers();
  private final List<PairingChanged> changes = new CopyOnWriteArrayList<>();
  private final List<TokensRevoked> revoked = new CopyOnWriteArrayList<>();
  private int addresses;

  @BeforeEach
  void deploy() {
    done(hub.bus().listen(PairingContract.CHANGED, changes::add));
    done(hub.bus().listen(IdentityContract.TOKENS_REVOKED, revoked::add));
    done(
        hub.bus()
            .serve(SpacesContract.LIST, query -> Future.succeededFuture(new SpaceList(List.of()))));
    PairingService service =
        new PairingService(hub.bus(), new InMemoryPairingStore(), clock, new Random(7));
    String unused = hub.deploy(new PairingVerticle(hub.bus(), service, timers));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void letsARemoteInThatShowsTheRightDigits() {
    PairingRequested asked = ask("rs90-1");
    assertThat(asked.code()).matches("[0-9]{6}");
    assertThat(collect(asked).status()).isEqualTo(Status.PENDING);
    assertThat(pending()).extracting(Pairing::remoteId).containsExactly("rs90-1");

    Pairing approved = success(approve(asked, asked.code(), Role.INSTALLER));
    PairingResult result = collect(asked);

    assertThat(approved.status()).isEqualTo(Status.APPROVED);
    assertThat(result.status()).isEqualTo(Status.COLLECTED);
    PairedRemote remote = authenticated(Objects.requireNonNull(result.token()));
    assertThat(remote.remoteId()).isEqualTo("rs90-1");
    assertThat(remote.name()).isEqualTo("Hall");
    assertThat(remote.pairedBy()).isEqualTo("ada");
    assertThat(pending()).isEmpty();
    assertThat(remotes()).containsExactly(remote);
  }

  @Test
  void tellsTheTokenOnce() {
    PairingRequested asked = ask("rs90-1");
    done(approve(asked, asked.code(), Role.ADMIN));

    assertThat(collect(asked).token()).startsWith(PairingContract.TOKEN_PREFIX);
    assertThat(collect(asked).token()).isNull();
    assertThat(collect(asked).toString()).doesNotContain(PairingContract.TOKEN_PREFIX);
  }

  @Test
  void givesTheTokenToTheAskerOnly() {
    PairingRequested asked = ask("rs90-1");
    done(approve(asked, asked.code(), Role.ADMIN));

    HubFailure refused =
        failure(
            hub.bus()
                .request(
                    PairingContract.COLLECT, new CollectPairing(asked.pairingId(), "guessed")));

    assertThat(refused.code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(collect(asked).token()).isNotNull();
  }

  @Test
  void rejectsAfterFiveWrongCodes() {
    PairingRequested asked = ask("rs90-1");
    String wrong = asked.code().equals("000000") ? "111111" : "000000";
    for (int i = 0; i < 5; i++) {
      assertThat(failure(approve(asked, wrong, Role.ADMIN)).reason()).isEqualTo("WRONG_CODE");
    }

    assertThat(failure(approve(asked, asked.code(), Role.ADMIN)).reason())
        .isEqualTo("PAIRING_CLOSED");
    assertThat(collect(asked).status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void letsOnlyAdministratorsAndInstallersDecide() {
    PairingRequested asked = ask("rs90-1");

    assertThat(failure(approve(asked, asked.code(), Role.USER)).code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(approve(asked, asked.code(), Role.REMOTE)).code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(
            failure(hub.bus().request(PairingContract.LIST, new ListPairings(person(Role.USER))))
                .code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(collect(asked).status()).isEqualTo(Status.PENDING);
  }

  @Test
  void refusesAnUnknownSpace() {
    PairingRequested asked = ask("rs90-1");
    Future<Pairing> refused =
        hub.bus()
            .request(
                PairingContract.APPROVE,
                new ApprovePairing(
                    asked.pairingId(), asked.code(), "spc_none", null, person(Role.ADMIN)));

    assertThat(failure(refused).message()).contains("/spaceId");
    assertThat(collect(asked).status()).isEqualTo(Status.PENDING);
  }

  @Test
  void rejectsOnDemandAndSaysSo() {
    PairingRequested asked = ask("rs90-1");
    Pairing rejected =
        success(
            hub.bus()
                .request(
                    PairingContract.REJECT,
                    new RejectPairing(asked.pairingId(), person(Role.ADMIN))));

    assertThat(rejected.status()).isEqualTo(Status.REJECTED);
    assertThat(collect(asked).token()).isNull();
    await()
        .atMost(PATIENCE)
        .until(() -> changes.stream().anyMatch(one -> one.status() == Status.REJECTED));
  }

  @Test
  void expiresWhenNobodyDecides() {
    PairingRequested asked = ask("rs90-1");
    clock.pass(PairingContract.OPEN_FOR);
    timers.pass(PairingVerticle.SWEPT_EVERY);

    await()
        .atMost(PATIENCE)
        .until(() -> changes.stream().anyMatch(one -> one.status() == Status.EXPIRED));
    assertThat(collect(asked).status()).isEqualTo(Status.EXPIRED);
    assertThat(failure(approve(asked, asked.code(), Role.ADMIN)).reason())
        .isEqualTo("PAIRING_CLOSED");
  }

  @Test
  void expiresWhenTheRemoteDoesNotComeForItsToken() {
    PairingRequested asked = ask("rs90-1");
    done(approve(asked, asked.code(), Role.ADMIN));
    clock.pass(PairingContract.OPEN_FOR);

    assertThat(collect(asked).status()).isEqualTo(Status.EXPIRED);
    assertThat(collect(asked).token()).isNull();
  }

  @Test
  void turnsARemoteOut() {
    PairingRequested asked = ask("rs90-1");
    done(approve(asked, asked.code(), Role.ADMIN));
    String token = Objects.requireNonNull(collect(asked).token());
    revoked.clear();
    done(
        hub.bus()
            .request(
                PairingContract.REMOVE_REMOTE, new RemoveRemote("rs90-1", person(Role.ADMIN))));

    assertThat(
            failure(hub.bus().request(PairingContract.AUTHENTICATE, new AuthenticateRemote(token)))
                .code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
    await().atMost(PATIENCE).until(() -> revoked.size() == 1);
    assertThat(revoked.get(0).tokenIds()).containsExactly("remote:rs90-1");
    assertThat(
            failure(
                    hub.bus()
                        .request(
                            PairingContract.REMOVE_REMOTE,
                            new RemoveRemote("rs90-1", person(Role.ADMIN))))
                .code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void refusesAnAddressThatAsksTooOften() {
    for (int i = 0; i < AskingRate.MOST; i++) {
      done(request("rs90-1", "10.0.0.9"));
    }

    assertThat(failure(request("rs90-1", "10.0.0.9")).reason()).isEqualTo("RATE_LIMITED");
    done(request("rs90-1", "10.0.0.10"));
    clock.pass(AskingRate.WITHIN);
    done(request("rs90-1", "10.0.0.9"));
  }

  @Test
  void keepsOnlySoManyWaiting() {
    for (int i = 0; i < 16; i++) {
      PairingRequested unused = ask("rs90-" + i);
    }

    assertThat(failure(request("rs90-more", "10.9.9.9")).code()).isEqualTo(FailureCode.OVERLOADED);
    PairingRequested again = ask("rs90-3");
    assertThat(collect(again).status()).isEqualTo(Status.PENDING);
  }

  @Test
  void refusesNamesThatAreNone() {
    assertThat(failure(request("", "10.0.0.1")).code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure(request("a\nb", "10.0.0.1")).code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure(request("x".repeat(129), "10.0.0.1")).message()).contains("/remoteId");
  }

  private PairingRequested ask(String remoteId) {
    return success(request(remoteId, "10.1.0." + ++addresses));
  }

  private Future<PairingRequested> request(String remoteId, String address) {
    return hub.bus()
        .request(
            PairingContract.REQUEST, new RequestPairing(remoteId, "Sofa", "RS90", null, address));
  }

  private PairingResult collect(PairingRequested asked) {
    return success(
        hub.bus()
            .request(
                PairingContract.COLLECT, new CollectPairing(asked.pairingId(), asked.claim())));
  }

  private Future<Pairing> approve(PairingRequested asked, String code, Role role) {
    return hub.bus()
        .request(
            PairingContract.APPROVE,
            new ApprovePairing(asked.pairingId(), code, null, "Hall", person(role)));
  }

  private PairedRemote authenticated(@Nullable String token) {
    return success(
        hub.bus()
            .request(
                PairingContract.AUTHENTICATE,
                new AuthenticateRemote(Objects.requireNonNull(token))));
  }

  private List<Pairing> pending() {
    return success(hub.bus().request(PairingContract.LIST, new ListPairings(person(Role.ADMIN))))
        .pairings();
  }

  private List<PairedRemote> remotes() {
    return success(
            hub.bus().request(PairingContract.LIST_REMOTES, new ListRemotes(person(Role.ADMIN))))
        .remotes();
  }

  private static Principal person(Role role) {
    return new Principal(
        new UserId("usr_1"), "ada", "Ada", null, role, role.scopes(), "jti", Instant.MAX);
  }
}
