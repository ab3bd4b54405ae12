package io.busbar.verticles.devices;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.AnnounceDevice;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceAnnounced;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.devices.DevicesContract.KeepIrCode;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.devices.DevicesContract.RemoveDevice;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.IntegrationsContract.FindCommands;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.ReadState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Nothing;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.time.Turns;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The device registry: every device in memory, every change in the store before it is answered. */
public final class DevicesService {
  private static final Duration GRACE_OF_REMOVED = Duration.ofHours(24);
  private static final int MAX_DEVICES = 50_000;

  private final HubBus bus;
  private final DevicesStore store;
  private final Domains domains;
  private final DeviceView view;
  private final Clock clock;
  private final Map<DeviceId, Device> byId = new LinkedHashMap<>();
  private final Map<Endpoint, DeviceId> byEndpoint = new HashMap<>();
  private final Whereabouts places = new Whereabouts();
  private final Turns<Endpoint> turns = new Turns<>();
  private @Nullable Whole whole;

  private record Whole(LiveStates live, DeviceList answer) {}

  public DevicesService(HubBus bus, DevicesStore store, Domains domains, Clock clock) {
    this.bus = bus;
    this.store = store;
    this.domains = domains;
    this.view = new DeviceView(domains);
    this.clock = clock;
  }

  /** Reads the registry from the store. */
  Future<Void> load() {
    return store.all().map(this::remember);
  }

  /** Asks where the devices are. Fails when spaces cannot say yet: ask again. */
  Future<Void> learnPlaces() {
    return bus.request(SpacesContract.LIST, ListSpaces.ALL).map(this::learn);
  }

  void spaceChanged(SpaceChanged event) {
    places.changed(event);
    whole = null;
  }

  /** Another node stored a change: here it is remembered. */
  void changedAfar(String node, DeviceChanged event) {
    keep(event.device());
  }

  /** Whether a device is there. */
  boolean has(DeviceId id) {
    return present(id).isPresent();
  }

  Future<DeviceList> list(ListDevices query) {
    if (query.equals(ListDevices.ALL)) {
      return bus.request(StatesContract.LIVE, Nothing.NOTHING).map(this::whole);
    }
    List<Device> matching = DeviceFilter.of(query, domains, places).apply(byId.values());
    return bus.request(StatesContract.LIVE, Nothing.NOTHING)
        .map(live -> new DeviceList(viewAll(matching, live)));
  }

  Future<LogicalDevice> read(ReadDevice query) {
    Optional<Device> device = present(query.id());
    if (device.isEmpty()) {
      return Future.failedFuture(HubFailure.notFound("device", query.id()));
    }
    return bus.request(StatesContract.READ, new ReadState(query.id()))
        .<@Nullable DeviceState>map(state -> state)
        .otherwise((DeviceState) null)
        .map(state -> view.of(device.get(), state, places.of(query.id())));
  }

  Future<Device> find(FindDevice query) {
    return present(query.id())
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(HubFailure.notFound("device", query.id())));
  }

  Future<Registered> registered(ListRegistered query) {
    DriverInstance driver = query.driver();
    List<Device> devices =
        byId.values().stream()
            .filter(device -> driver == null || device.endpoint().driver().equals(driver))
            .toList();
    return Future.succeededFuture(new Registered(devices));
  }

  Future<Device> announce(AnnounceDevice announcement) {
    return turns.next(
        announcement.endpoint(),
        () -> announceNow(announcement).recover(cause -> announceKnown(announcement, cause)));
  }

  Future<Nothing> remove(RemoveDevice removal) {
    return turns.next(removal.endpoint(), () -> removeNow(removal));
  }

  Future<Device> keepIrCode(KeepIrCode asked) {
    LearnedCode learned = LearnedCode.read(asked);
    return find(new FindDevice(asked.id()))
        .compose(device -> turns.next(device.endpoint(), () -> keepNow(asked.id(), learned)));
  }

  private Future<Device> keepNow(DeviceId id, LearnedCode learned) {
    return find(new FindDevice(id))
        .map(device -> learned.over(device, clock.instant()))
        .compose(changed -> store.save(changed).map(done -> changed))
        .map(changed -> announceChange(Change.UPDATED, changed));
  }

  /** Another node stored the device, and died before it could say so: now it is known here too. */
  private Future<Device> announceKnown(AnnounceDevice announcement, Throwable cause) {
    boolean stored =
        cause instanceof HubFailure failure && Database.DUPLICATE.equals(failure.reason());
    return stored
        ? load().compose(loaded -> announceNow(announcement))
        : Future.failedFuture(cause);
  }

  private Future<Device> announceNow(AnnounceDevice announcement) {
    AnnouncedDevice announced = AnnouncedDevice.read(announcement.announced());
    Endpoint endpoint = announcement.endpoint();
    Device present = byEndpoint.containsKey(endpoint) ? byId.get(byEndpoint.get(endpoint)) : null;
    if (present == null && announcement.partial()) {
      return Future.failedFuture(HubFailure.notFound("device", endpoint.externalId()));
    }
    if (present == null && byId.size() >= MAX_DEVICES) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "The hub holds its limit of %d devices.".formatted(MAX_DEVICES),
              "Remove devices that are no longer there."));
    }
    return fallbackCommands(announced, present, endpoint)
        .compose(fallback -> settle(announced, announcement, present, fallback))
        .onSuccess(
            device ->
                bus.publish(DevicesContract.ANNOUNCED, new DeviceAnnounced(device.id(), endpoint)));
  }

  private Future<Nothing> removeNow(RemoveDevice removal) {
    DeviceId id = byEndpoint.get(removal.endpoint());
    Device device = id == null ? null : byId.get(id);
    if (device == null) {
      return Future.failedFuture(HubFailure.notFound("device", removal.endpoint().externalId()));
    }
    Device hidden = device.removed(clock.instant());
    Future<Void> stored = removal.permanent() ? store.delete(device.id()) : store.save(hidden);
    return stored.map(
        done -> {
          if (removal.permanent()) {
            forget(device);
          } else {
            keep(hidden);
          }
          bus.publish(DevicesContract.CHANGED, new DeviceChanged(Change.REMOVED, hidden));
          return Nothing.NOTHING;
        });
  }

  /** Deletes devices that were removed more than a day ago. */
  Future<Void> purge() {
    Instant before = clock.instant().minus(GRACE_OF_REMOVED);
    List<Device> expired =
        byId.values().stream().filter(device -> isRemovedBefore(device, before)).toList();
    Future<Void> chain = Future.succeededFuture();
    for (Device device : expired) {
      chain = chain.compose(done -> turns.next(device.endpoint(), () -> purge(device)));
    }
    return chain;
  }

  private Future<Void> purge(Device device) {
    if (!device.equals(byId.get(device.id()))) {
      return Future.succeededFuture();
    }
    return store.delete(device.id()).onSuccess(done -> forget(device));
  }

  private static boolean isRemovedBefore(Device device, Instant instant) {
    return device.removedAt() != null && device.removedAt().isBefore(instant);
  }

  private Future<Device> settle(
      AnnouncedDevice announced,
      AnnounceDevice announcement,
      @Nullable Device present,
      List<CommandDef> fallback) {
    Instant now = clock.instant();
    if (present == null) {
      DeviceId id = new DeviceId("dev_" + UuidCreator.getTimeOrderedEpoch());
      Device created = announced.asNew(id, announcement.endpoint(), fallback, now);
      return store.save(created).map(done -> announceChange(Change.DISCOVERED, created));
    }
    Device changed = announced.over(present, fallback, announcement.partial(), now);
    if (changed.equals(present)) {
      return Future.succeededFuture(present);
    }
    Change change = present.removedAt() == null ? Change.UPDATED : Change.DISCOVERED;
    return store.save(changed).map(done -> announceChange(change, changed));
  }

  private Future<List<CommandDef>> fallbackCommands(
      AnnouncedDevice announced, @Nullable Device present, Endpoint endpoint) {
    if (announced.catalog().isPresent()) {
      return Future.succeededFuture(List.of());
    }
    List<CommandDef> defaults = domains.defaultCommands(announced.typeOr(present));
    return bus.request(
            IntegrationsContract.FIND_COMMANDS, new FindCommands(endpoint.driver().driverKey()))
        .map(manifest -> manifest.commands().isEmpty() ? defaults : manifest.commands())
        .otherwise(defaults);
  }

  private Device announceChange(Change change, Device device) {
    keep(device);
    bus.publish(DevicesContract.CHANGED, new DeviceChanged(change, device));
    return device;
  }

  private Optional<Device> present(DeviceId id) {
    return Optional.ofNullable(byId.get(id)).filter(device -> device.removedAt() == null);
  }

  /** The same answer as last time while neither a device nor a state has changed. */
  @SuppressWarnings("ReferenceEquality") // The states' owner makes a new object per change.
  private DeviceList whole(LiveStates live) {
    Whole last = whole;
    if (last != null && last.live() == live) {
      return last.answer();
    }
    List<Device> all = DeviceFilter.of(ListDevices.ALL, domains, places).apply(byId.values());
    DeviceList answer = new DeviceList(List.copyOf(viewAll(all, live)));
    whole = new Whole(live, answer);
    return answer;
  }

  private List<LogicalDevice> viewAll(List<Device> devices, LiveStates live) {
    Map<DeviceId, DeviceState> states = new HashMap<>(live.states().size() * 2);
    live.states().forEach(state -> states.put(state.deviceId(), state));
    List<LogicalDevice> views = new ArrayList<>(devices.size());
    devices.forEach(
        device -> views.add(view.of(device, states.get(device.id()), places.of(device.id()))));
    return views;
  }

  private @Nullable Void learn(SpaceList spaces) {
    places.learn(spaces);
    whole = null;
    return null;
  }

  private @Nullable Void remember(List<Device> devices) {
    devices.forEach(this::keep);
    return null;
  }

  private void keep(Device device) {
    whole = null;
    byId.put(device.id(), device);
    byEndpoint.put(device.endpoint(), device.id());
  }

  private void forget(Device device) {
    whole = null;
    byId.remove(device.id());
    byEndpoint.remove(device.endpoint());
  }
}
