package io.busbar.verticles.states;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceAnnounced;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.ReadState;
import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.states.StatesContract.StateReported;
import io.busbar.contracts.states.StatesContract.StateSnapshot;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.database.WriteBehind;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the live state of the devices whose drivers are connected to this node. */
public final class StatesService {
  private static final Logger log = LoggerFactory.getLogger(StatesService.class);
  private static final Duration GATHER = Duration.ofMillis(10);
  private static final int MAX_WAITING = 100_000;
  private static final long DURABLE_WITHIN_SECONDS = 8;

  private final HubBus bus;
  private final StatesStore store;
  private final WriteBehind<DeviceId, DeviceState> writeBehind;
  private final Clock clock;
  private final Map<DeviceId, DeviceState> live = new LinkedHashMap<>();
  private long revision;
  private @Nullable LiveStates cached;

  public StatesService(HubBus bus, StatesStore store, Timers timers, Clock clock) {
    this.bus = bus;
    this.store = store;
    this.clock = clock;
    this.writeBehind = new WriteBehind<>("States", MAX_WAITING, GATHER, timers, store::save);
  }

  /** Reads the last stored states; until a driver speaks they are offline and stale. */
  Future<Void> load() {
    return store.all().map(this::restore);
  }

  /** Succeeds when everything reported so far is stored. */
  Future<Void> flush() {
    return writeBehind.stored();
  }

  Future<StateSnapshot> snapshot(Nothing question) {
    Map<String, Fields> states = new LinkedHashMap<>(live.size() * 2);
    live.values().forEach(state -> states.put(state.deviceId().value(), state.state()));
    return Future.succeededFuture(new StateSnapshot(states, revision, clock.instant()));
  }

  Future<LiveStates> live(Nothing question) {
    LiveStates present = cached;
    if (present == null) {
      present = new LiveStates(List.copyOf(live.values()), revision);
      cached = present;
    }
    return Future.succeededFuture(present);
  }

  Future<DeviceState> read(ReadState question) {
    DeviceState state = live.get(question.id());
    return state == null
        ? Future.failedFuture(HubFailure.notFound("state of device", question.id()))
        : Future.succeededFuture(state);
  }

  Future<StateReported> report(ReportState report) {
    DeviceState before = stateOf(report.deviceId(), report.driver());
    LiveState.Decision decision =
        LiveState.reported(before, report.driver(), report.patch(), clock.instant());
    settle(before, decision.state(), decision.changed(), report.source());
    StateReported answer =
        new StateReported(decision.state().version(), !decision.changed().isEmpty());
    if (!report.durable()) {
      return Future.succeededFuture(answer);
    }
    return writeBehind
        .stored()
        .timeout(DURABLE_WITHIN_SECONDS, TimeUnit.SECONDS)
        .map(answer)
        .recover(late -> Future.failedFuture(notStoredYet()));
  }

  void announced(DeviceAnnounced event) {
    DriverInstance driver = event.endpoint().driver();
    DeviceState before = stateOf(event.deviceId(), driver);
    settle(before, LiveState.announced(before, driver, clock.instant()), Set.of(), Source.DRIVER);
  }

  void deviceChanged(DeviceChanged event) {
    if (event.change() != Change.REMOVED) {
      return;
    }
    DeviceState gone = live.remove(event.device().id());
    cached = null;
    if (gone != null) {
      forget(gone.deviceId());
    }
  }

  /**
   * The driver is gone for longer than its grace: its devices are offline, their state is stale.
   */
  void driverLost(DriverInstance driver) {
    change(state -> state.driver().equals(driver), LiveState::lost);
  }

  /** The driver is back since the instant and has neither announced nor reported these. */
  void driverSettled(DriverInstance driver, Instant since) {
    change(
        state -> state.driver().equals(driver) && !state.missing() && !heardSince(state, since),
        LiveState::missing);
  }

  private static boolean heardSince(DeviceState state, Instant since) {
    return state.lastSeen() != null && !state.lastSeen().isBefore(since);
  }

  /**
   * Deletes the stored state after whatever is still on its way to the store; a device that came
   * back meanwhile is written anew, for its versions begin anew.
   */
  private void forget(DeviceId id) {
    writeBehind
        .stored()
        .compose(stored -> store.delete(id))
        .onSuccess(deleted -> storeAgain(live.get(id)))
        .onFailure(cause -> log.warn("The stored state of {} could not be deleted", id, cause));
  }

  private void storeAgain(@Nullable DeviceState state) {
    if (state != null && !writeBehind.put(state.deviceId(), state)) {
      log.error("The state of {} is not stored: too many states wait", state.deviceId());
    }
  }

  private void change(Predicate<DeviceState> affected, UnaryOperator<DeviceState> happening) {
    for (DeviceState before : List.copyOf(live.values())) {
      if (affected.test(before)) {
        settle(before, happening.apply(before), Set.of(), Source.SYSTEM);
      }
    }
  }

  private void settle(DeviceState before, DeviceState after, Set<String> changed, Source source) {
    live.put(after.deviceId(), after);
    cached = null;
    if (!LiveState.differs(before, after)) {
      return;
    }
    revision++;
    if (!writeBehind.put(after.deviceId(), after)) {
      log.error("The state of {} is not stored: too many states wait", after.deviceId());
    }
    bus.publish(StatesContract.CHANGED, new StateChanged(after, changed, source));
  }

  private DeviceState stateOf(DeviceId id, DriverInstance driver) {
    DeviceState known = live.get(id);
    return known == null ? LiveState.unknown(id, driver) : known;
  }

  private @Nullable Void restore(List<DeviceState> stored) {
    stored.forEach(state -> live.put(state.deviceId(), LiveState.restored(state)));
    return null;
  }

  private static HubFailure notStoredYet() {
    return HubFailure.unavailable(
        "The state is live but not stored yet: the database does not answer.",
        "It is stored as soon as the database is back; send it again to be sure.");
  }
}
