package io.busbar.bridge.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.testing.Await;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.home.DesignProfile.Target;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.home.HomeContract.DesignPublished;
import io.busbar.contracts.home.HomeContract.Reason;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.DeviceLost;
import io.busbar.contracts.programs.ProgramsContract.Use;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LiveFeedTest {
  static {
    TraceContext.install();
  }

  private final Vertx vertx = Vertx.vertx();
  private final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  private final LiveFeed feed =
      new LiveFeed(
          bus, Clock.systemUTC(), "node-a", new LiveFeed.Limits(3, 3, 1000, Duration.ofMillis(50)));
  private final Context loop = ((VertxInternal) vertx).createEventLoopContext();

  @BeforeEach
  void start() {
    LiveStates known = new LiveStates(List.of(Happenings.state("lamp", 1, "v", 0)), 1);
    Object serving =
        Await.result(
            bus.serve(StatesContract.LIVE, nothing -> Future.succeededFuture(known))
                .compose(up -> Happenings.serveRegistered(bus)));
    assertThat(serving).isNotNull();
    assertThat(Await.result(vertx.deployVerticle(feed))).isNotEmpty();
  }

  @Test
  void tellsAnotherDoorWithoutASeatUntilItEnds() {
    List<LiveEvent> heard = new CopyOnWriteArrayList<>();
    Subscription following = feed.follow(heard::addAll);
    bus.publish(StatesContract.CHANGED, Happenings.changed("lamp", 2, 1));
    await().atMost(Duration.ofSeconds(10)).until(() -> heard.size() == 2);
    assertThat(heard.get(1).type()).isEqualTo("STATE_UPDATE");
    assertThat(new String(heard.get(1).json(), UTF_8)).contains("\"deviceId\":\"lamp\"");
    assertThat(feed.clients()).isZero();
    Await.result(following.end());
  }

  @AfterEach
  void stop() {
    Await.result(vertx.close());
  }

  private ListeningClient join(ListeningClient client) {
    feed.join(client, null);
    await().until(() -> client.snapshots.size() == 1);
    return client;
  }

  private void happen(String device, long version, Object value) {
    bus.publish(StatesContract.CHANGED, Happenings.changed(device, version, value));
  }

  @Test
  void aClientOfOneDeviceIsNotTroubledByOthersUntilItTurnsToThem() {
    Set<DeviceId> door = Set.of(new DeviceId("door"));
    ListeningClient all = join(new ListeningClient(loop, LiveFilter.ALL));
    ListeningClient limited = join(new ListeningClient(loop, new LiveFilter(door, Set.of())));
    happen("lamp", 2, 1);
    await().until(() -> all.states().contains(1));
    assertThat(limited.batches).isEmpty();

    happen("door", 2, 2);
    await().until(() -> limited.states().contains(2));
    loop.runOnContext(turn -> limited.turnTo(Set.of(new DeviceId("lamp"))));
    happen("lamp", 3, 3);
    await().until(() -> limited.states().contains(3));
  }

  @Test
  void aClientGetsASnapshotAndThenEveryChangeAfterIt() {
    ListeningClient early = join(new ListeningClient(loop, LiveFilter.ALL));
    for (int i = 1; i <= 200; i++) {
      happen("lamp", i + 1L, i);
    }
    await().until(() -> early.states().contains(200));
    ListeningClient late = join(new ListeningClient(loop, LiveFilter.ALL));
    happen("lamp", 999, "end");

    await().until(() -> late.states().contains("end"));
    assertThat(late.states()).containsExactly("end");
    assertThat(late.snapshots.get(0)).isEqualTo("{\"lamp\":{\"v\":200}}");
  }

  @Test
  void aNodeThatSpeaksOfThePastIsNotHeard() {
    ListeningClient client = join(new ListeningClient(loop, LiveFilter.ALL));
    happen("lamp", 40, "new");
    happen("lamp", 39, "old");
    happen("lamp", 41, "end");

    await().until(() -> client.states().contains("end"));
    assertThat(client.states()).containsExactly("new", "end");
  }

  @Test
  void snapshotAndChangesMeetWithoutGapOrOverlap() {
    ListeningClient client = new ListeningClient(loop, LiveFilter.ALL);
    for (int i = 1; i <= 300; i++) {
      happen("lamp", i + 1L, i);
      if (i == 150) {
        feed.join(client, null);
      }
    }
    await().until(() -> client.states().contains(300));

    int at = client.snapshotValue();
    assertThat(client.states().get(0)).isEqualTo(at + 1);
    assertThat(client.states()).hasSize(300 - at);
    assertThat(client.seqs).isSorted().doesNotHaveDuplicates();
    assertThat(client.seqs.get(0)).isEqualTo(client.snapshotSeqs.get(0) + 1);
  }

  @Test
  void aClientThatWasAwayGetsWhatItMissed() {
    ListeningClient first = join(new ListeningClient(loop, LiveFilter.ALL));
    for (int i = 1; i <= 5; i++) {
      happen("lamp", i + 1L, i);
    }
    await().until(() -> first.seqs.size() == 10);
    feed.leave(first);

    ListeningClient back = new ListeningClient(loop, LiveFilter.ALL);
    feed.join(back, first.seqs.get(3));
    await().until(() -> back.seqs.size() == 6);

    assertThat(back.seqs).isEqualTo(first.seqs.subList(4, 10));
    assertThat(back.snapshots).isEmpty();
  }

  @Test
  void aClientThatWasAwayTooLongGetsASnapshot() {
    ListeningClient client = new ListeningClient(loop, LiveFilter.ALL);

    feed.join(client, 5L);

    await().until(() -> client.snapshots.size() == 1);
  }

  @Test
  void warnsOfADeviceThatProgramsNeed() {
    ListeningClient client = join(new ListeningClient(loop, LiveFilter.ALL));
    Use use = new Use("prg_1", "Evening", List.of("actions[0].deviceId"));
    bus.publish(
        ProgramsContract.DEVICE_LOST,
        new DeviceLost(new DeviceId("lamp"), "Lamp", List.of(use), Instant.EPOCH));
    await().until(() -> client.seqs.size() == 1);

    assertThat(client.events.get(0).sse().toString())
        .contains("SYSTEM_WARNING", "DEVICE_LOST", "'Lamp'", "prg_1", "Evening");
  }

  @Test
  void aRemovedDeviceLeavesTheSnapshot() {
    ListeningClient first = join(new ListeningClient(loop, LiveFilter.ALL));
    happen("plug", 1, 1);
    bus.publish(DevicesContract.CHANGED, Happenings.removed("lamp"));
    await().until(() -> first.seqs.size() == 3);

    assertThat(join(new ListeningClient(loop, LiveFilter.ALL)).snapshots)
        .containsExactly("{\"plug\":{\"v\":1}}");
    LiveFilter other = new LiveFilter(Set.of(new DeviceId("fan")), Set.of());
    assertThat(join(new ListeningClient(loop, other)).snapshots).containsExactly("{}");
  }

  @Test
  void aChangedSpaceIsAnEvent() {
    ListeningClient client = join(new ListeningClient(loop, LiveFilter.ALL));

    bus.publish(SpacesContract.CHANGED, Happenings.moved("spc_1", "lamp"));
    await().until(() -> !client.events.isEmpty());

    assertThat(client.events.get(0).type()).isEqualTo("SPACE_CHANGED");
    assertThat(client.events.get(0).sse().toString())
        .contains("\"spaceId\":\"spc_1\"", "\"change\":\"updated\"", "\"kind\":\"room\"")
        .contains("\"devices\":1", "\"deviceId\":null", "\"source\":\"rest\"");
  }

  @Test
  void tellsThatARemoteComesAndGoes() {
    ListeningClient client = join(new ListeningClient(loop, LiveFilter.ALL));
    remote(1, true, Map.of("online", true, "battery", 84.6));
    remote(2, true, Map.of("online", true, "battery", 80));
    remote(3, true, Map.of("online", false, "battery", 80));
    happen("lamp", 9, "end");
    await().until(() -> client.states().contains("end"));

    List<LiveEvent> moves =
        client.events.stream().filter(event -> event.type().startsWith("REMOTE_")).toList();
    assertThat(moves).hasSize(2);
    assertThat(moves.get(0).sse().toString())
        .contains("\"type\":\"REMOTE_CONNECTED\"", "\"deviceId\":\"handset\"")
        .contains("\"payload\":{\"remoteId\":\"rs90-1\",\"battery\":85}");
    assertThat(moves.get(1).sse().toString())
        .contains("\"type\":\"REMOTE_DISCONNECTED\"")
        .contains("\"payload\":{\"remoteId\":\"rs90-1\",\"battery\":80}");
  }

  private void remote(long version, boolean online, Map<String, Object> fields) {
    DeviceState state = Happenings.remoteState(version, online, fields);
    bus.publish(StatesContract.CHANGED, new StateChanged(state, Set.of("online"), Source.DRIVER));
  }

  @Test
  void clientsShareOneBufferAndOneHop() {
    Context request = ((ContextInternal) loop).duplicate();
    ListeningClient one = join(new ListeningClient(loop, LiveFilter.ALL));
    ListeningClient other = join(new ListeningClient(request, LiveFilter.ALL));

    happen("lamp", 2, 1);
    await().until(() -> !other.batches.isEmpty() && !one.batches.isEmpty());

    assertThat(one.batches.get(0)).isSameAs(other.batches.get(0));
    assertThat(one.batches.get(0).sse()).isSameAs(other.batches.get(0).sse());
    assertThat(feed.groups()).isEqualTo(1);
  }

  @Test
  void refusesMoreThanItsLimitAndCountsThoseWhoLeave() {
    ListeningClient first = new ListeningClient(loop, LiveFilter.ALL);
    feed.join(first, null);
    feed.join(new ListeningClient(loop, LiveFilter.ALL), null);
    feed.join(new ListeningClient(loop, LiveFilter.ALL), null);

    assertThatThrownBy(() -> feed.join(new ListeningClient(loop, LiveFilter.ALL), null))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED));
    assertThat(feed.clients()).isEqualTo(3);

    feed.leave(first);
    feed.leave(first);
    await().until(() -> feed.clients() == 2);
  }

  @Test
  void aRevokedTokenEndsItsOwnStreamsAlone() {
    ListeningClient mine = join(new ListeningClient(loop, "jti-1", Instant.MAX));
    ListeningClient same = join(new ListeningClient(loop, "jti-2", Instant.MAX));

    bus.publish(
        IdentityContract.TOKENS_REVOKED, new TokensRevoked(Set.of("jti-1"), new UserId("usr_1")));
    await().until(() -> mine.ended.size() == 1);
    happen("lamp", 2, 1);
    await().until(() -> same.states().contains(1));
    assertThat(same.ended).isEmpty();

    bus.publish(IdentityContract.TOKENS_REVOKED, new TokensRevoked(Set.of(), new UserId("usr_1")));
    await().until(() -> same.ended.size() == 1);
  }

  @Test
  void anotherRoleEndsTheStreamsOfThePersonAlone() {
    ListeningClient mine = join(new ListeningClient(loop, "jti-1", Instant.MAX));
    bus.publish(IdentityContract.USER_CHANGED, changed(UserChange.ROLE_CHANGED, "usr_9"));
    bus.publish(IdentityContract.USER_CHANGED, changed(UserChange.ADDED, "usr_1"));
    happen("lamp", 2, 1);
    await().until(() -> mine.states().contains(1));
    assertThat(mine.ended).isEmpty();

    bus.publish(IdentityContract.USER_CHANGED, changed(UserChange.ROLE_CHANGED, "usr_1"));
    await().until(() -> mine.ended.size() == 1);
  }

  private static UserChanged changed(UserChange change, String id) {
    return new UserChanged(change, new UserId(id), "ada", Role.USER, null, Instant.EPOCH);
  }

  @Test
  void anExpiredTokenEndsItsStream() {
    Instant soon = Instant.now().plusMillis(300);
    ListeningClient client = join(new ListeningClient(loop, "jti-1", soon));

    await().until(() -> !client.ended.isEmpty());

    assertThat(client.ended.get(0)).contains("expired");
    assertThat(client.ticks.get()).isPositive();
  }

  @Test
  void aPublishedDesignIsAnnounced() {
    ListeningClient client = join(new ListeningClient(loop, LiveFilter.ALL));
    bus.publish(
        HomeContract.DESIGN_PUBLISHED,
        new DesignPublished("d", "Night", Target.WEB, 1, Reason.PUBLISHED, true, Instant.EPOCH));

    await().until(() -> client.events.size() == 1);
    assertThat(client.events.get(0).sse().toString()).contains("DESIGN_PUBLISHED");
  }
}
