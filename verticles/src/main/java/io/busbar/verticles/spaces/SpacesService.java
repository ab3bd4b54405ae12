package io.busbar.verticles.spaces;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.FindUses;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.Use;
import io.busbar.contracts.programs.ProgramsContract.Uses;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract.AssignDevices;
import io.busbar.contracts.spaces.SpacesContract.ListSpaceDevices;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.spaces.SpacesContract.RemoveSpace;
import io.busbar.contracts.spaces.SpacesContract.SaveSpace;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.spaces.SpacesContract.SpaceRemoved;
import io.busbar.contracts.value.Author;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tree of spaces, and which devices are in each. */
public final class SpacesService {
  private static final Logger log = LoggerFactory.getLogger(SpacesService.class);

  private final HubBus bus;
  private final SpaceRegistry registry;
  private final Clock clock;

  public SpacesService(HubBus bus, SpaceRegistry registry, Clock clock) {
    this.bus = bus;
    this.registry = registry;
    this.clock = clock;
  }

  Future<SpaceList> list(ListSpaces query) {
    return programsKnown()
        .map(
            known ->
                query.equals(ListSpaces.ALL)
                    ? registry.all()
                    : SpaceFilter.of(query).apply(registry.all()));
  }

  Future<Space> save(SaveSpace command) {
    return registry.inTurn(
        () -> saveNow(command.body(), Author.of(command.source(), command.by())));
  }

  Future<SpaceRemoved> remove(RemoveSpace command) {
    Space space = registry.require(command.id());
    Future<Void> unused =
        Boolean.TRUE.equals(command.force())
            ? Future.succeededFuture()
            : requireUnused(space).recover(SpacesService::unlessUsed);
    return unused.compose(
        free ->
            registry.inTurn(
                () -> removeNow(command.id(), Author.of(command.source(), command.by()))));
  }

  Future<DeviceList> devices(ListSpaceDevices query) {
    List<DeviceId> wanted = registry.require(query.id()).deviceIds();
    return bus.request(DevicesContract.LIST, ListDevices.ALL).map(all -> picked(all, wanted));
  }

  Future<Space> assign(AssignDevices command) {
    Set<DeviceId> devices = named(command);
    boolean add = isAdding(command.mode());
    Author author = Author.of(command.source(), command.by());
    return registry.inTurn(
        () -> {
          Space space = registry.require(command.id());
          return registry
              .requireDevices(devices)
              .compose(
                  present ->
                      put(space, add ? joined(space.deviceIds(), devices) : devices, author));
        });
  }

  /** A removed device leaves its space. */
  void deviceChanged(DeviceChanged event) {
    if (event.change() == Change.REMOVED) {
      leave(Set.of(event.device().id()))
          .onFailure(
              cause -> log.warn("{} stays in its space for now", event.device().id(), cause));
    }
  }

  void programChanged(ProgramChanged event) {
    registry.programChanged(event);
  }

  /** Lets devices leave that were removed while nobody could write it down. */
  Future<Void> tidy() {
    return registry
        .presentDevices()
        .compose(
            present -> {
              Set<DeviceId> gone = new LinkedHashSet<>(registry.tree().devices());
              gone.removeAll(present);
              return gone.isEmpty() ? Future.succeededFuture() : leave(gone);
            });
  }

  private Future<Void> leave(Set<DeviceId> gone) {
    return registry.inTurn(
        () -> registry.apply(registry.tree().withoutDevices(gone, clock.instant()), Author.HUB));
  }

  private Future<Space> saveNow(Fields body, Author author) {
    Instant now = clock.instant();
    Object id = body.get("id");
    if (id == null) {
      String newId = "spc_" + UuidCreator.getTimeOrderedEpoch();
      return settle(null, SavedSpace.asNew(newId, body, now), author);
    }
    Space present = registry.require(id.toString());
    return settle(present, SavedSpace.over(present, body, now), author);
  }

  private Future<Space> settle(@Nullable Space present, Space wanted, Author author) {
    if (wanted.equals(present)) {
      return Future.succeededFuture(registry.shown(wanted));
    }
    List<DeviceId> added = new ArrayList<>(wanted.deviceIds());
    if (present != null) {
      added.removeAll(Set.copyOf(present.deviceIds()));
    }
    SpaceTree.Change change = registry.tree().put(wanted, clock.instant());
    return registry
        .requireDevices(added)
        .compose(known -> registry.apply(change, author))
        .map(done -> registry.shown(wanted));
  }

  private Future<Space> put(Space space, Set<DeviceId> devices, Author author) {
    if (devices.size() > SpaceTree.MAX_DEVICES) {
      return Future.failedFuture(tooMany());
    }
    Instant now = clock.instant();
    Space wanted = space.withDevices(List.copyOf(devices), space.favoriteIds());
    if (wanted.equals(space)) {
      return Future.succeededFuture(registry.shown(space));
    }
    Space changed = wanted.touched(now);
    return registry
        .apply(registry.tree().put(changed, now), author)
        .map(done -> registry.shown(changed));
  }

  private Future<SpaceRemoved> removeNow(String id, Author author) {
    Space space = registry.require(id);
    return registry
        .apply(registry.tree().remove(space, clock.instant()), author)
        .map(done -> new SpaceRemoved(id, true));
  }

  private Future<Void> requireUnused(Space space) {
    return bus.request(ProgramsContract.USES, new FindUses(space.id(), null, null))
        .compose(
            uses ->
                uses.programs().isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(inUse(space, uses)));
  }

  private static HubFailure inUse(Space space, Uses uses) {
    List<String> lines = uses.programs().stream().limit(20).map(SpacesService::line).toList();
    return HubFailure.conflict(
            "SPACE_IN_USE",
            "%d programs use the space '%s'.".formatted(uses.programs().size(), space.name()),
            "Change the programs the details name, or send force: true.")
        .details(lines);
  }

  private static String line(Use use) {
    return "%s %s: %s".formatted(use.programId(), use.name(), String.join(", ", use.paths()));
  }

  /** Nobody knows whether it is used: nothing is removed. */
  private static Future<Void> unlessUsed(Throwable cause) {
    if (cause instanceof HubFailure failure && failure.reason().equals("SPACE_IN_USE")) {
      return Future.failedFuture(failure);
    }
    return Future.failedFuture(
        HubFailure.unavailable(
            "Whether programs use the space cannot be told right now; nothing was removed.",
            "Try again in a few seconds, or send force: true."));
  }

  private Future<?> programsKnown() {
    return registry.knowsPrograms()
        ? Future.succeededFuture()
        : bus.request(ProgramsContract.LIST, ListPrograms.ALL)
            .onSuccess(registry::learn)
            .otherwiseEmpty();
  }

  private static DeviceList picked(DeviceList all, List<DeviceId> wanted) {
    Map<DeviceId, LogicalDevice> byId =
        all.devices().stream().collect(Collectors.toMap(LogicalDevice::id, Function.identity()));
    return new DeviceList(wanted.stream().map(byId::get).filter(Objects::nonNull).toList());
  }

  private static Set<DeviceId> named(AssignDevices command) {
    Set<DeviceId> devices = new LinkedHashSet<>();
    if (command.deviceIds() != null) {
      devices.addAll(command.deviceIds());
    }
    if (command.deviceId() != null) {
      devices.add(command.deviceId());
    }
    if (command.deviceIds() == null && command.deviceId() == null) {
      throw HubFailure.invalid(
          "No devices are named.", "Send deviceIds; an empty list with replace empties the space.");
    }
    if (devices.size() > SpaceTree.MAX_DEVICES) {
      throw tooMany();
    }
    return devices;
  }

  private static boolean isAdding(@Nullable String mode) {
    return switch (mode == null ? "replace" : mode) {
      case "add" -> true;
      case "replace" -> false;
      default -> throw HubFailure.invalid("mode is add or replace.", "Choose one of them.");
    };
  }

  private static Set<DeviceId> joined(List<DeviceId> present, Set<DeviceId> added) {
    Set<DeviceId> joined = new LinkedHashSet<>(present);
    joined.addAll(added);
    return joined;
  }

  private static HubFailure tooMany() {
    return HubFailure.invalid(
        "A space holds at most %d devices.".formatted(SpaceTree.MAX_DEVICES),
        "Divide it into several.");
  }
}
