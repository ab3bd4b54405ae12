package io.busbar.bridge.live;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.remotes.RemotesContract;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.telemetry.TelemetryContract;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens, in one order for this node, to everybody who listens. An event is
 * encoded once per format; fan-out hops once per event loop and never calls back into a domain.
 */
public final class LiveFeed extends VerticleBase {
  private static final int MICROS = 1000;

  private final HubBus bus;
  private final Clock clock;
  private final String node;
  private final Duration tick;
  private final ProtocolEvents protocol;
  private final ReplayRing ring;
  private final Seats seats;
  private final LiveCounts counts = new LiveCounts();
  private final Map<Context, ClientGroup> groups = new LinkedHashMap<>();
  private final Map<DeviceId, DeviceState> states = new LinkedHashMap<>();
  private final Remotes remotes = new Remotes();
  private final List<Consumer<List<LiveEvent>>> followers = new ArrayList<>();
  private List<LiveEvent> turn = new ArrayList<>();
  private @Nullable LiveSnapshot fullSnapshot;
  private long seq;
  private volatile boolean ending;

  /**
   * How much is offered.
   *
   * @param clients more are refused
   * @param clientsPerUser more of one person are refused
   * @param replay how many events are kept for clients that come back
   * @param tick the period of heartbeats
   */
  public record Limits(int clients, int clientsPerUser, int replay, Duration tick) {}

  /**
   * Makes the feed of one node.
   *
   * @param node named in every protocol event, because {@code seq} is ordered per node
   */
  public LiveFeed(HubBus bus, Clock clock, String node, Limits limits) {
    this.bus = bus;
    this.clock = clock;
    this.node = node;
    this.tick = limits.tick();
    this.ring = new ReplayRing(limits.replay());
    this.seats = new Seats(limits.clients(), limits.clientsPerUser());
    this.protocol = new ProtocolEvents(clock);
  }

  @Override
  public Future<?> start() {
    seq = clock.millis() * MICROS;
    vertx.setPeriodic(
        tick.toMillis(), due -> groups.values().forEach(group -> group.tick(clock.instant())));
    return Future.all(
            List.of(
                bus.listen(StatesContract.CHANGED, this::stateChanged),
                bus.listen(CommandsContract.PROGRESS, this::commandProgressed),
                bus.listen(DevicesContract.CHANGED, this::deviceChanged),
                bus.listen(TelemetryContract.REPORTED, event -> announce(protocol.of(event))),
                bus.listen(DriversContract.STATUS, event -> announce(protocol.of(event))),
                bus.listen(RemotesContract.KEY, event -> announce(protocol.of(event))),
                bus.listen(SpacesContract.CHANGED, event -> announce(protocol.of(event))),
                bus.listen(HomeContract.DESIGN_PUBLISHED, event -> announce(protocol.of(event))),
                bus.listen(ProgramsContract.DEVICE_LOST, event -> announce(protocol.of(event))),
                bus.listen(ProgramsContract.PROGRESS, event -> announce(ProgramEvents.of(event))),
                bus.listen(ProgramsContract.TRIGGERED, event -> announce(ProgramEvents.of(event))),
                bus.listen(ProgramsContract.NOTIFIED, event -> announce(ProgramEvents.of(event))),
                bus.listen(ProgramsContract.WARNED, event -> announce(ProgramEvents.of(event))),
                bus.listen(IdentityContract.USER_CHANGED, this::userChanged),
                bus.listen(
                    IdentityContract.TOKENS_REVOKED,
                    event -> groups.values().forEach(group -> group.revoked(event)))))
        .compose(listening -> bus.request(StatesContract.LIVE, Nothing.NOTHING))
        .map(this::learn)
        .compose(learnt -> bus.request(DevicesContract.REGISTERED, new ListRegistered(null)))
        .map(this::learn);
  }

  /** Who has another role since comes back with it, if it lets them in. */
  private void userChanged(UserChanged event) {
    if (event.change() == UserChange.ROLE_CHANGED) {
      groups.values().forEach(group -> group.revoked(TokensRevoked.allOf(event.id())));
    }
  }

  @Override
  public Future<?> stop() {
    end();
    return Future.succeededFuture();
  }

  /** Ends every client and lets no other in. Callable from any context. */
  public void end() {
    ending = true;
    context.runOnContext(ignored -> groups.values().forEach(group -> group.end("the hub stops")));
  }

  /** What clients did not get. */
  public LiveCounts counts() {
    return counts;
  }

  /**
   * Says whether a client of this person may listen now.
   *
   * @throws HubFailure OVERLOADED when too many clients listen · UNAVAILABLE when the hub stops
   */
  public void requireSeat(UserId user) {
    if (ending) {
      throw stopping();
    }
    try {
      seats.take(user);
    } catch (HubFailure full) {
      counts.refused();
      throw full;
    }
    seats.give(user);
  }

  /** The states of these devices now, to a client that is listening. Callable from any context. */
  public void resend(LiveClient client, LiveFilter filter) {
    context.runOnContext(
        ignored -> {
          flush();
          LiveSnapshot snapshot = take(filter);
          client.context().runOnContext(there -> client.snapshot(snapshot));
        });
  }

  /** How many clients listen. */
  public int clients() {
    return seats.taken();
  }

  /** Between how many event loops events hop. */
  int groups() {
    return groups.size();
  }

  /**
   * Lets a client listen: it gets what it missed since the given event, or a snapshot, and then
   * everything that happens. Callable from any context.
   *
   * @param since the last event it has seen; null, or too long ago, means a snapshot
   * @throws HubFailure OVERLOADED when too many clients listen · UNAVAILABLE when the hub stops
   */
  public void join(LiveClient client, @Nullable Long since) {
    if (ending) {
      throw stopping();
    }
    try {
      seats.take(client.principal().id());
    } catch (HubFailure full) {
      counts.refused();
      throw full;
    }
    context.runOnContext(ignored -> open(client, since));
  }

  /** A client is gone. Callable from any context; leaving twice is harmless. */
  public void leave(LiveClient client) {
    context.runOnContext(
        ignored -> {
          ClientGroup group = groups.get(loopOf(client.context()));
          if (group != null) {
            group.leave(client);
          }
        });
  }

  /**
   * Tells another door of the hub of everything that happens from now on, on the feed's context,
   * until the subscription ends. It takes nobody's seat and must not block.
   */
  public Subscription follow(Consumer<List<LiveEvent>> follower) {
    context.runOnContext(ignored -> followers.add(follower));
    return () -> {
      context.runOnContext(ignored -> followers.remove(follower));
      return Future.succeededFuture();
    };
  }

  private static HubFailure stopping() {
    return HubFailure.unavailable("The hub stops.", "Reconnect in a few seconds.");
  }

  private void open(LiveClient client, @Nullable Long since) {
    flush();
    ClientGroup group =
        groups.computeIfAbsent(loopOf(client.context()), loop -> new ClientGroup(loop, this::left));
    List<LiveEvent> missed = since == null ? null : ring.after(since, seq);
    if (missed != null) {
      group.join(client, () -> client.replay(missed));
      return;
    }
    LiveSnapshot snapshot = snapshot(client.filter());
    group.join(client, () -> client.snapshot(snapshot));
  }

  private void left(LiveClient client) {
    seats.give(client.principal().id());
  }

  /** Each request has a context of its own; what counts is the one of its server. */
  private static Context loopOf(Context context) {
    return context instanceof ContextInternal internal ? internal.unwrap() : context;
  }

  private void stateChanged(StateChanged event) {
    DeviceState device = event.device();
    DeviceState known = states.get(device.deviceId());
    // A node that stood still while others took its devices over speaks of the past.
    if (known != null && device.version().compareTo(known.version()) < 0) {
      return;
    }
    states.put(device.deviceId(), device);
    fullSnapshot = null;
    append(
        new LiveEvent(++seq, LiveEvent.Kind.STATE, device.deviceId(), "state", () -> body(device)));
    announce(ProtocolEvents.typeOf(event), device.deviceId(), () -> protocol.of(event));
    remotes.changed(device, event.source()).ifPresent(moved -> announce(protocol.of(moved)));
  }

  private void commandProgressed(CommandProgress event) {
    announce(ProtocolEvents.typeOf(event), event.deviceId(), () -> protocol.of(event));
  }

  static Map<String, @Nullable Object> body(DeviceState device) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("deviceId", device.deviceId().value());
    body.put("state", device.state());
    body.put("online", device.online());
    body.put("stale", device.stale());
    body.put("version", device.version().version());
    return body;
  }

  private void deviceChanged(DeviceChanged event) {
    announce(protocol.of(event));
    Device device = event.device();
    boolean removed = event.change() == Change.REMOVED;
    if (removed) {
      states.remove(device.id());
      fullSnapshot = null;
    }
    Optional<Remotes.Moved> moved =
        removed ? remotes.removed(device) : remotes.changed(device, states.get(device.id()));
    moved.ifPresent(each -> announce(protocol.of(each)));
  }

  private void announce(ProtocolEvent event) {
    announce(event.type(), event.deviceId(), () -> event);
  }

  /** What happens often is translated only when somebody is told. */
  private void announce(String type, @Nullable DeviceId device, Supplier<ProtocolEvent> event) {
    long number = ++seq;
    append(
        new LiveEvent(
            number, LiveEvent.Kind.EVENT, device, type, () -> event.get().numbered(number, node)));
  }

  private void append(LiveEvent event) {
    ring.add(event);
    if (seats.taken() == 0 && groups.isEmpty() && followers.isEmpty()) {
      return;
    }
    turn.add(event);
    if (turn.size() == 1) {
      context.runOnContext(ignored -> flush());
    }
  }

  private void flush() {
    if (turn.isEmpty()) {
      return;
    }
    LiveBatch.Turn done = new LiveBatch.Turn(turn);
    turn = new ArrayList<>();
    groups.values().forEach(group -> group.deliver(done));
    followers.forEach(each -> each.accept(done.events()));
  }

  private LiveSnapshot snapshot(LiveFilter filter) {
    if (!filter.deviceIds().isEmpty()) {
      return take(filter);
    }
    LiveSnapshot known = fullSnapshot;
    LiveSnapshot present = known == null ? take(filter) : known.at(seq);
    fullSnapshot = present;
    return present;
  }

  private LiveSnapshot take(LiveFilter filter) {
    List<DeviceState> wanted =
        states.values().stream().filter(state -> filter.acceptsState(state.deviceId())).toList();
    return new LiveSnapshot(wanted, seq);
  }

  private @Nullable Void learn(LiveStates live) {
    for (DeviceState state : live.states()) {
      states.merge(
          state.deviceId(),
          state,
          (known, read) -> read.version().compareTo(known.version()) > 0 ? read : known);
    }
    fullSnapshot = null;
    return null;
  }

  private @Nullable Void learn(Registered registered) {
    registered.devices().forEach(device -> remotes.learn(device, states.get(device.id())));
    return null;
  }
}
