package io.busbar.verticles.states;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceAnnounced;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.OwnedDigest;
import io.busbar.contracts.states.StatesContract.OwnedStates;
import io.busbar.contracts.states.StatesContract.ReadOwned;
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
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.database.Backlog;
import io.busbar.verticles.database.WriteBehind;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final String node;
  private final boolean alone;
  private final Adoption adoption;
  private final Contested contested;
  private final Owners owners;
  private final Following following;
  private long revision;
  private @Nullable LiveStates cached;

  /** Makes the service of a node that is alone. */
  public StatesService(HubBus bus, StatesStore store, Timers timers, Clock clock) {
    this(bus, store, timers, clock, new Place("node-1", true, StatesService::alone));
  }

  /**
   * Where the service runs.
   *
   * @param node this node
   * @param alone whether there can be no others
   * @param living asks which nodes are alive by their leases, in touch with this one or not
   */
  public record Place(String node, boolean alone, Living living) {}

  /** Whose leases are not over. */
  @FunctionalInterface
  public interface Living {
    /** Succeeds with the names of these nodes. Fails: UNAVAILABLE. */
    Future<Set<String>> nodes();
  }

  /** Makes the service of one node. */
  public StatesService(HubBus bus, StatesStore store, Timers timers, Clock clock, Place place) {
    this.node = place.node();
    this.alone = place.alone();
    this.owners = new Owners(node);
    this.adoption = new Adoption(this, store, place.living(), timers);
    this.contested = new Contested(this, store, alone);
    this.following = new Following(bus, this);
    this.bus = bus;
    this.store = store;
    this.clock = clock;
    this.writeBehind = new WriteBehind<>("States", MAX_WAITING, GATHER, timers, this::save);
  }

  /** Reads the last stored states; until a driver speaks they are offline and stale. */
  Future<Void> load() {
    return store.all().map(this::restore);
  }

  private static Future<Set<String>> alone() {
    return Future.succeededFuture(Set.of("node-1"));
  }

  Owners owners() {
    return owners;
  }

  String node() {
    return node;
  }

  /** How many states this node owns; any thread may ask. */
  public int owned() {
    return owners.countOfMine();
  }

  /** How many states this node follows; any thread may ask. */
  public int followed() {
    return owners.countOfTheirs();
  }

  /** How many states of others are known to be behind; any thread may ask. */
  public int lag() {
    return owners.countOfMissed();
  }

  /** Reads what these nodes own. Succeeds when each has answered or cannot. */
  public Future<Void> readAll(List<String> nodes) {
    return following.readAll(nodes);
  }

  /** What waits to be stored. */
  public Backlog backlog() {
    return writeBehind;
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
    if (report.source() == Source.SYSTEM && owners.isOfAnother(report.deviceId())) {
      return read(new ReadState(report.deviceId()))
          .map(state -> new StateReported(state.version(), false));
    }
    DeviceState before = taken(report.deviceId(), report.driver());
    LiveState.Decision decision = LiveState.of(report, before, clock.instant());
    settle(decision.state(), decision.changed(), report.source());
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
    DeviceState before = taken(event.deviceId(), driver);
    settle(LiveState.announced(before, driver, clock.instant()), Set.of(), Source.DRIVER);
  }

  void deviceChanged(DeviceChanged event) {
    if (event.change() != Change.REMOVED) {
      return;
    }
    DeviceState gone = live.remove(event.device().id());
    owners.forget(event.device().id());
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
    apply(state -> owners.isMine(state.deviceId()) && affected.test(state), happening);
    Predicate<DeviceState> orphans =
        state -> owners.mayAdopt(state.deviceId()) && affected.test(state);
    adoption.of(orphans, () -> apply(orphans, happening));
  }

  private void apply(Predicate<DeviceState> affected, UnaryOperator<DeviceState> happening) {
    for (DeviceState state : List.copyOf(live.values())) {
      if (affected.test(state)) {
        DeviceState before = taken(state.deviceId(), state.driver());
        settle(happening.apply(before), Set.of(), Source.SYSTEM);
      }
    }
  }

  /** Succeeds when these, or what this node made of them, are stored or another node's. */
  private Future<Void> save(List<DeviceState> states) {
    return store
        .save(states)
        .compose(
            standing ->
                standing.isEmpty()
                    ? Future.succeededFuture(List.<DeviceState>of())
                    : contested.settle(standing.keySet()))
        .compose(again -> again.isEmpty() ? Future.succeededFuture() : save(again));
  }

  /** What another node stored of a device that is this one's must not stand. */
  DeviceState takeBack(DeviceId id, StateVersion stored) {
    DeviceState state = Objects.requireNonNull(live.get(id));
    if (state.version().compareTo(stored) > 0) {
      return state;
    }
    DeviceState ours = LiveState.takenBack(state, stored);
    live.put(id, ours);
    cached = null;
    revision++;
    bus.publish(StatesContract.CHANGED, new StateChanged(ours, Set.of(), Source.SYSTEM));
    return ours;
  }

  private void settle(DeviceState after, Set<String> changed, Source source) {
    DeviceState before = live.put(after.deviceId(), after);
    owners.mine(after.deviceId());
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

  /** A device's state, for this node to change: one that is not its own begins a new epoch. */
  private DeviceState taken(DeviceId id, DriverInstance driver) {
    DeviceState known = live.get(id);
    if (known == null) {
      return LiveState.unknown(id, driver);
    }
    return owners.isMine(id) ? known : LiveState.takenOver(known);
  }

  /** Another node changed a state of its own, or took one over. */
  void followed(String from, StateChanged event) {
    follow(from, event.device());
  }

  /** Takes what another node says of a state, unless something newer is known. */
  void follow(String from, DeviceState state) {
    DeviceState known = live.get(state.deviceId());
    int order = known == null ? 1 : state.version().compareTo(known.version());
    if (order < 0 || (order == 0 && owners.isMine(state.deviceId()))) {
      return;
    }
    live.put(state.deviceId(), state);
    owners.theirs(state.deviceId(), from);
    cached = null;
    revision++;
  }

  /** Every state, to be looked at now. */
  Collection<DeviceState> known() {
    return live.values();
  }

  Adoption adoption() {
    return adoption;
  }

  Contested contested() {
    return contested;
  }

  /** What is stored of a state, and may be newer than what was heard of it: then another's. */
  void stored(DeviceState state) {
    DeviceState known = live.get(state.deviceId());
    if (known != null && state.version().compareTo(known.version()) > 0) {
      live.put(state.deviceId(), state);
      if (owners.isMine(state.deviceId())) {
        owners.forget(state.deviceId());
      }
      cached = null;
      revision++;
    }
  }

  OwnedDigest digestOf(String of) {
    return owners.digest(of, live.values());
  }

  Future<OwnedStates> owned(ReadOwned question) {
    int limit = Math.min(Math.max(1, question.limit()), Following.PAGE);
    DeviceId after = question.after();
    List<DeviceState> page =
        live.values().stream()
            .filter(state -> owners.isMine(state.deviceId()))
            .filter(one -> after == null || one.deviceId().value().compareTo(after.value()) > 0)
            .sorted(Comparator.comparing(one -> one.deviceId().value()))
            .limit(limit + 1L)
            .toList();
    boolean more = page.size() > limit;
    return Future.succeededFuture(new OwnedStates(more ? page.subList(0, limit) : page, more));
  }

  /** Tells the nodes that follow, in short, what this one owns. */
  void tellDigest() {
    bus.publish(StatesContract.DIGEST, digestOf(node));
  }

  void digestHeard(String from, OwnedDigest theirs) {
    following.compare(from, theirs);
  }

  private @Nullable Void restore(List<DeviceState> stored) {
    for (DeviceState state : stored) {
      DeviceState restored = LiveState.restored(state);
      live.put(state.deviceId(), alone ? LiveState.takenOver(restored) : restored);
      if (alone) {
        owners.mine(state.deviceId());
      }
    }
    return null;
  }

  private static HubFailure notStoredYet() {
    return HubFailure.unavailable(
        "The state is live but not stored yet: the database does not answer.",
        "It is stored as soon as the database is back; send it again to be sure.");
  }
}
