package io.busbar.verticles.spaces;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.Change;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.Author;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.time.Turns;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All spaces and remote sources in memory. A change is in the store before it is here, and changes
 * come one after the other. What it shows carries the programs that name a space as theirs.
 */
public final class SpaceRegistry {
  private static final String ONE_AT_A_TIME = "change";

  private final HubBus bus;
  private final SpacesStore store;
  private final Turns<String> turns = new Turns<>();
  private final ProgramPlaces programs = new ProgramPlaces();
  private final Map<String, RemoteSource> sources = new LinkedHashMap<>();
  private SpaceTree tree = SpaceTree.EMPTY;
  private @Nullable SpaceList whole;

  public SpaceRegistry(HubBus bus, SpacesStore store) {
    this.bus = bus;
    this.store = store;
  }

  /** Reads everything from the store. */
  Future<Void> load() {
    return store
        .spaces()
        .onSuccess(spaces -> tree = SpaceTree.of(spaces))
        .compose(spaces -> store.sources())
        .onSuccess(stored -> stored.forEach(source -> sources.put(source.id(), source)))
        .mapEmpty();
  }

  SpaceTree tree() {
    return tree;
  }

  /** All spaces, each before what lies in it; the same answer while nothing has changed. */
  SpaceList all() {
    SpaceList known = whole;
    if (known == null) {
      Map<String, List<String>> places = programs.bySpace();
      known =
          new SpaceList(
              tree.inOrder().stream()
                  .map(space -> space.withPrograms(places.getOrDefault(space.id(), List.of())))
                  .toList());
      whole = known;
    }
    return known;
  }

  /** The space as clients see it. */
  Space shown(Space space) {
    return space.withPrograms(programs.in(space.id()));
  }

  /**
   * @throws HubFailure NOT_FOUND
   */
  Space require(String id) {
    return tree.find(id).orElseThrow(() -> HubFailure.notFound("space", id));
  }

  List<RemoteSource> sourcesOf(Space space) {
    return sources.values().stream()
        .filter(source -> source.spaceId().equals(space.id()))
        .map(source -> source.asActive(source.id().equals(space.activeRemoteSourceId())))
        .toList();
  }

  /**
   * @throws HubFailure NOT_FOUND
   */
  RemoteSource requireSource(Space space, String id) {
    return Optional.ofNullable(sources.get(id))
        .filter(source -> source.spaceId().equals(space.id()))
        .map(source -> source.asActive(id.equals(space.activeRemoteSourceId())))
        .orElseThrow(() -> HubFailure.notFound("remote source", id));
  }

  /** Does the work when every change before it has ended, however. */
  <T> Future<T> inTurn(Supplier<Future<T>> work) {
    return turns.next(ONE_AT_A_TIME, work);
  }

  /** Stores a change, takes it over and announces it. */
  Future<Void> apply(SpaceTree.Change change, Author author) {
    if (change.isNone()) {
      return Future.succeededFuture();
    }
    return store.write(change).onSuccess(stored -> takeOver(change, author));
  }

  Future<Void> save(RemoteSource source) {
    return store.save(source).onSuccess(stored -> sources.put(source.id(), source));
  }

  Future<Void> remove(RemoteSource source) {
    return store.deleteSource(source.id()).onSuccess(stored -> sources.remove(source.id()));
  }

  boolean knowsPrograms() {
    return programs.isLearned();
  }

  void learn(ProgramList list) {
    programs.learn(list.programs());
    whole = null;
  }

  void programChanged(ProgramChanged event) {
    Set<String> affected = programs.changed(event);
    if (affected.isEmpty()) {
      return;
    }
    whole = null;
    affected.stream()
        .flatMap(id -> tree.find(id).stream())
        .forEach(space -> announce(Change.UPDATED, space, Author.HUB));
  }

  /** Succeeds with the ids of all devices that are there; fails with UNAVAILABLE. */
  Future<Set<DeviceId>> presentDevices() {
    return bus.request(DevicesContract.REGISTERED, new ListRegistered(null))
        .map(
            registered ->
                registered.devices().stream()
                    .filter(device -> device.removedAt() == null)
                    .map(Device::id)
                    .collect(Collectors.toSet()));
  }

  /** Succeeds when every device is there; fails with INVALID, one detail for each that is not. */
  Future<Void> requireDevices(Collection<DeviceId> devices) {
    if (devices.isEmpty()) {
      return Future.succeededFuture();
    }
    return presentDevices().compose(present -> allOf(devices, present));
  }

  private static Future<Void> allOf(Collection<DeviceId> devices, Set<DeviceId> present) {
    List<String> unknown =
        devices.stream()
            .filter(device -> !present.contains(device))
            .map("No device with id '%s'."::formatted)
            .toList();
    return unknown.isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(
            HubFailure.invalid(
                    "%d of %d devices do not exist; nothing was changed."
                        .formatted(unknown.size(), devices.size()),
                    "Leave out those the details name.")
                .details(unknown.stream().limit(20).toList()));
  }

  private void takeOver(SpaceTree.Change change, Author author) {
    SpaceTree before = tree;
    tree = before.after(change);
    whole = null;
    for (Space space : change.saved()) {
      announce(before.has(space.id()) ? Change.UPDATED : Change.ADDED, space, author);
    }
    Space removed = change.removed();
    if (removed != null) {
      sources.values().removeIf(source -> source.spaceId().equals(removed.id()));
      announce(Change.REMOVED, removed, author);
    }
  }

  private void announce(Change change, Space space, Author author) {
    bus.publish(
        SpacesContract.CHANGED,
        new SpaceChanged(change, shown(space), author.source(), author.username()));
  }
}
