package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.bridge.surface.homeassistant.model.EntityState.Context;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All entities and what stands behind each. Safe for use from several event loops. */
public final class HouseModel {
  private static final String DEVICE = "device ";
  private static final String PROGRAM = "program ";

  private final ContextIds contexts;
  private final Map<DeviceId, LogicalDevice> devices = new HashMap<>();
  private final Map<DeviceId, DeviceState> live = new HashMap<>();
  private final Map<String, EntityState> entities = new LinkedHashMap<>();
  private final Map<String, Behind> behind = new HashMap<>();
  private final Map<String, Set<String>> byOwner = new HashMap<>();

  /** What an entity is about: a device or a program. */
  public record Behind(@Nullable LogicalDevice device, Fields state, @Nullable Program program) {}

  public HouseModel(ContextIds contexts) {
    this.contexts = contexts;
  }

  /** Every entity, in the order they came. */
  public synchronized List<EntityState> all() {
    return List.copyOf(entities.values());
  }

  public synchronized Optional<EntityState> find(String entityId) {
    return Optional.ofNullable(entities.get(entityId));
  }

  public synchronized Optional<Behind> behind(String entityId) {
    return Optional.ofNullable(behind.get(entityId));
  }

  /** A device is there, as it is now. */
  @CanIgnoreReturnValue
  public synchronized List<Change> put(LogicalDevice device, Instant at) {
    devices.put(device.id(), device);
    return redraw(device, live.get(device.id()), at);
  }

  /** A device said how it is; what is older than what is known is left aside. */
  @CanIgnoreReturnValue
  public synchronized List<Change> put(DeviceState state, Instant at) {
    DeviceState known = live.get(state.deviceId());
    if (known != null && known.version().compareTo(state.version()) > 0) {
      return List.of();
    }
    live.put(state.deviceId(), state);
    LogicalDevice device = devices.get(state.deviceId());
    return device == null ? List.of() : redraw(device, state, at);
  }

  @CanIgnoreReturnValue
  public synchronized List<Change> remove(DeviceId id, Instant at) {
    devices.remove(id);
    live.remove(id);
    return replace(DEVICE + id, List.of(), new Behind(null, Fields.EMPTY, null), at);
  }

  /** A program is there, as it is now. */
  @CanIgnoreReturnValue
  public synchronized List<Change> put(Program program, Instant at) {
    return replace(
        PROGRAM + program.id(),
        ProgramPortraits.of(program),
        new Behind(null, Fields.EMPTY, program),
        at);
  }

  @CanIgnoreReturnValue
  public synchronized List<Change> removeProgram(String id, Instant at) {
    return replace(PROGRAM + id, List.of(), new Behind(null, Fields.EMPTY, null), at);
  }

  private List<Change> redraw(LogicalDevice device, @Nullable DeviceState state, Instant at) {
    Fields fields = state == null ? device.state() : state.state();
    boolean online = state == null ? device.online() : state.online();
    boolean shown = !device.hidden();
    return replace(
        DEVICE + device.id(),
        shown ? Portraits.of(device, fields, online) : List.of(),
        new Behind(device, fields, null),
        at);
  }

  private List<Change> replace(String owner, List<Portrait> portraits, Behind now, Instant at) {
    Context cause = new Context(contexts.next(), null, null);
    List<Change> changes = new ArrayList<>();
    Set<String> gone = byOwner.getOrDefault(owner, new LinkedHashSet<>());
    Set<String> kept = new LinkedHashSet<>();
    for (Portrait portrait : portraits) {
      String id = portrait.entityId();
      boolean foreign = entities.containsKey(id) && !gone.contains(id);
      if (foreign || !kept.add(id)) {
        continue;
      }
      behind.put(id, now);
      draw(portrait, at, cause).ifPresent(changes::add);
    }
    gone.stream()
        .filter(id -> !kept.contains(id))
        .forEach(id -> changes.add(new Change(id, forget(id), null, at, cause)));
    if (kept.isEmpty()) {
      byOwner.remove(owner);
    } else {
      byOwner.put(owner, kept);
    }
    return changes;
  }

  private Optional<Change> draw(Portrait portrait, Instant at, Context cause) {
    String id = portrait.entityId();
    EntityState from = entities.get(id);
    EntityState to =
        from == null
            ? new EntityState(id, portrait.state(), portrait.attributes(), at, at, at, cause)
            : from.after(portrait, at, cause);
    entities.put(id, to);
    boolean same = from != null && to.context().equals(from.context());
    return same ? Optional.empty() : Optional.of(new Change(id, from, to, at, cause));
  }

  private @Nullable EntityState forget(String id) {
    behind.remove(id);
    return entities.remove(id);
  }
}
