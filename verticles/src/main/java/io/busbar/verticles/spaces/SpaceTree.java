package io.busbar.verticles.spaces;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The spaces of the house and how they lie in each other. Immutable: what would change is a {@link
 * Change}, to be stored first and then taken over by {@link #after}.
 */
final class SpaceTree {
  static final SpaceTree EMPTY = new SpaceTree(Map.of());
  static final int MAX_SPACES = 2_000;
  static final int MAX_DEPTH = 8;
  static final int MAX_DEVICES = 5_000;

  private static final Comparator<Space> BESIDE_EACH_OTHER =
      Comparator.comparingInt(Space::order)
          .thenComparing(Space::createdAt)
          .thenComparing(Space::id);

  private final Map<String, Space> byId;

  /**
   * What becomes different together.
   *
   * @param saved new spaces and changed ones
   * @param removed the space that goes; null when none does
   */
  record Change(List<Space> saved, @Nullable Space removed) {
    static final Change NONE = new Change(List.of(), null);

    Change {
      saved = List.copyOf(saved);
    }

    boolean isNone() {
      return saved.isEmpty() && removed == null;
    }

    @Nullable String removedId() {
      return removed == null ? null : removed.id();
    }
  }

  private SpaceTree(Map<String, Space> byId) {
    this.byId = byId;
  }

  static SpaceTree of(Collection<Space> spaces) {
    Map<String, Space> byId = new LinkedHashMap<>();
    spaces.forEach(space -> byId.put(space.id(), space));
    return new SpaceTree(byId);
  }

  Optional<Space> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  /** All spaces, each before what lies in it. */
  List<Space> inOrder() {
    Map<String, List<Space>> children = children();
    children.values().forEach(level -> level.sort(BESIDE_EACH_OTHER));
    List<Space> ordered = new ArrayList<>(byId.size());
    addAll("", children, ordered);
    return ordered;
  }

  /**
   * Adds a space or puts it in the place of the one with its id. Its devices leave the spaces they
   * were in.
   *
   * @throws HubFailure INVALID the parent is unknown, within the space, or too deep · OVERLOADED
   */
  Change put(Space space, Instant now) {
    if (!has(space.id()) && byId.size() >= MAX_SPACES) {
      throw HubFailure.overloaded(
          "The house has its limit of %d spaces.".formatted(MAX_SPACES), "Remove some.");
    }
    requirePlace(space);
    Set<DeviceId> moved = new LinkedHashSet<>(space.deviceIds());
    List<Space> saved = new ArrayList<>();
    saved.add(space);
    byId.values().stream()
        .filter(other -> !other.id().equals(space.id()))
        .filter(other -> other.deviceIds().stream().anyMatch(moved::contains))
        .forEach(
            other ->
                saved.add(
                    other
                        .withDevices(without(other.deviceIds(), moved), other.favoriteIds())
                        .touched(now)));
    return new Change(saved, null);
  }

  /** Removes a space; what lies in it moves up. */
  Change remove(Space space, Instant now) {
    List<Space> children =
        byId.values().stream()
            .filter(other -> space.id().equals(other.parentId()))
            .map(other -> other.under(space.parentId()).touched(now))
            .toList();
    return new Change(children, space);
  }

  /** Lets devices leave their spaces, as devices and as favourites. */
  Change withoutDevices(Set<DeviceId> gone, Instant now) {
    List<Space> saved =
        byId.values().stream()
            .filter(space -> names(space, gone))
            .map(
                space ->
                    space
                        .withDevices(
                            without(space.deviceIds(), gone), without(space.favoriteIds(), gone))
                        .touched(now))
            .toList();
    return new Change(saved, null);
  }

  /** Every device that is named anywhere. */
  Set<DeviceId> devices() {
    Set<DeviceId> devices = new LinkedHashSet<>();
    for (Space space : byId.values()) {
      devices.addAll(space.deviceIds());
      devices.addAll(space.favoriteIds());
    }
    return devices;
  }

  SpaceTree after(Change change) {
    Map<String, Space> next = new LinkedHashMap<>(byId);
    change.saved().forEach(space -> next.put(space.id(), space));
    if (change.removed() != null) {
      next.remove(change.removed().id());
    }
    return new SpaceTree(next);
  }

  private void requirePlace(Space space) {
    String parent = space.parentId();
    if (parent == null) {
      return;
    }
    if (!has(parent)) {
      throw HubFailure.invalid(
          "There is no space '%s' to put it in.".formatted(parent),
          "Name a space of the list as parentId, or leave it out.");
    }
    int above = 0;
    for (Space next = byId.get(parent); next != null; next = parentOf(next)) {
      if (next.id().equals(space.id())) {
        throw HubFailure.invalid(
            "A space cannot lie within itself.", "Choose a parentId that is not below it.");
      }
      above++;
    }
    if (above + height(space.id(), children()) > MAX_DEPTH) {
      throw HubFailure.invalid(
          "Spaces lie at most %d deep in each other.".formatted(MAX_DEPTH),
          "Choose a parentId further up.");
    }
  }

  private @Nullable Space parentOf(Space space) {
    return space.parentId() == null ? null : byId.get(space.parentId());
  }

  /** How many levels a space and what lies in it take. */
  private static int height(String id, Map<String, List<Space>> children) {
    int below = 0;
    for (Space child : children.getOrDefault(id, List.of())) {
      below = Math.max(below, height(child.id(), children));
    }
    return 1 + below;
  }

  /** What lies in each space; under the empty id what lies at the top. */
  private Map<String, List<Space>> children() {
    Map<String, List<Space>> children = new HashMap<>();
    byId.values()
        .forEach(
            space -> children.computeIfAbsent(above(space), id -> new ArrayList<>()).add(space));
    return children;
  }

  private static void addAll(
      String parent, Map<String, List<Space>> children, List<Space> ordered) {
    for (Space space : children.getOrDefault(parent, List.of())) {
      ordered.add(space);
      addAll(space.id(), children, ordered);
    }
  }

  private String above(Space space) {
    String parent = space.parentId();
    return parent == null || !has(parent) ? "" : parent;
  }

  private static boolean names(Space space, Set<DeviceId> devices) {
    return space.deviceIds().stream().anyMatch(devices::contains)
        || space.favoriteIds().stream().anyMatch(devices::contains);
  }

  private static List<DeviceId> without(List<DeviceId> devices, Set<DeviceId> gone) {
    return devices.stream().filter(device -> !gone.contains(device)).toList();
  }
}
