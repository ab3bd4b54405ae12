package io.busbar.verticles.intents.house;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.intents.ProgramSemantic;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Devices, spaces and programs at one instant. Immutable. */
public final class KnownHouse {
  /** The most devices, spaces and programs, of each, that have names a sentence may use. */
  public static final int MAX_NAMED = 10_000;

  private static final int MAX_DEPTH = 16;

  private final Map<DeviceId, KnownDevice> devices = new LinkedHashMap<>();
  private final Map<String, Space> spaces = new LinkedHashMap<>();
  private final Map<String, Program> programs = new LinkedHashMap<>();
  private final List<ProgramSemantic> semantics;
  private final Map<String, Set<KnownDevice>> inside = new HashMap<>();

  private KnownHouse(List<ProgramSemantic> semantics) {
    this.semantics = List.copyOf(semantics);
  }

  /** The house of these lists; hidden devices are left out. */
  public static KnownHouse of(
      List<LogicalDevice> devices,
      List<Space> spaces,
      List<Program> programs,
      List<ProgramSemantic> semantics) {
    KnownHouse house = new KnownHouse(semantics);
    spaces.stream().limit(MAX_NAMED).forEach(space -> house.spaces.put(space.id(), space));
    programs.stream()
        .limit(MAX_NAMED)
        .forEach(program -> house.programs.put(program.id(), program));
    Map<DeviceId, String> places = new HashMap<>();
    spaces.forEach(space -> space.deviceIds().forEach(id -> places.put(id, space.id())));
    devices.stream()
        .filter(device -> !device.hidden())
        .limit(MAX_NAMED)
        .forEach(device -> house.add(device, places.get(device.id())));
    return house;
  }

  private void add(LogicalDevice device, @Nullable String place) {
    String spaceId = place == null ? device.spaceId() : place;
    KnownDevice known =
        new KnownDevice(
            device.id(),
            device.name(),
            device.deviceType(),
            device.domain(),
            spaceId,
            device.commands());
    devices.put(known.id(), known);
    Set<String> seen = new HashSet<>();
    Space space = spaces.get(spaceId);
    while (space != null && seen.size() < MAX_DEPTH && seen.add(space.id())) {
      inside.computeIfAbsent(space.id(), id -> new LinkedHashSet<>()).add(known);
      space = space.parentId() == null ? null : spaces.get(space.parentId());
    }
  }

  public @Nullable KnownDevice device(DeviceId id) {
    return devices.get(id);
  }

  public Collection<KnownDevice> devices() {
    return devices.values();
  }

  /** The devices of a space and of all that lies in it. */
  public Set<KnownDevice> devicesIn(String spaceId) {
    return inside.getOrDefault(spaceId, Set.of());
  }

  public @Nullable Space space(@Nullable String id) {
    return id == null ? null : spaces.get(id);
  }

  public Collection<Space> spaces() {
    return spaces.values();
  }

  public @Nullable Program program(String id) {
    return programs.get(id);
  }

  public Collection<Program> programs() {
    return programs.values();
  }

  public List<ProgramSemantic> semantics() {
    return semantics;
  }

  public List<ProgramSemantic> semanticsOf(String programId) {
    return semantics.stream().filter(one -> one.programId().equals(programId)).toList();
  }

  /** In how many different spaces devices are. */
  public static long rooms(Collection<KnownDevice> devices) {
    return devices.stream()
        .map(device -> Objects.requireNonNullElse(device.spaceId(), ""))
        .distinct()
        .count();
  }

  /** What is at each space that is a floor. */
  public List<Set<KnownDevice>> floors() {
    return spaces.values().stream()
        .filter(space -> space.kind() == Space.Kind.FLOOR)
        .map(space -> devicesIn(space.id()))
        .collect(Collectors.toList());
  }
}
