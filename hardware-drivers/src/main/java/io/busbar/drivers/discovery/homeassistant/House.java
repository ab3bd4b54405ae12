package io.busbar.drivers.discovery.homeassistant;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.discovery.homeassistant.component.Draft;
import io.busbar.drivers.discovery.homeassistant.component.Payload;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All devices, and what becomes of their components. */
final class House {
  static final int MAX_DEVICES = 1_500;
  static final int MAX_ENTITIES = 20_000;

  private final Ears ears = new Ears();
  private final Map<String, DeviceGroup> byIdentity = new HashMap<>();
  private final Map<String, DeviceGroup> byId = new LinkedHashMap<>();
  private final Map<Entity, DeviceGroup> groups = new HashMap<>();

  Optional<DeviceGroup> device(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The device of a component. */
  Optional<DeviceGroup> device(Entity entity) {
    return Optional.ofNullable(groups.get(entity));
  }

  Collection<Entity> entities() {
    return List.copyOf(groups.keySet());
  }

  /**
   * Takes in a component.
   *
   * @throws HubFailure OVERLOADED when there are too many
   */
  DeviceGroup add(Entity entity, Findings findings) {
    List<String> identities = Identity.of(entity);
    DeviceGroup group = group(identities);
    if (group.isFull() || groups.size() >= MAX_ENTITIES) {
      throw HubFailure.overloaded(
          "There are too many components.",
          "A device may have %d, the house %d.".formatted(DeviceGroup.MAX_ENTITIES, MAX_ENTITIES));
    }
    List<String> before = group.identities();
    byId.put(group.id(), group);
    identities.forEach(identity -> byIdentity.putIfAbsent(identity, group));
    groups.put(entity, group);
    group.put(entity);
    forget(before, group);
    ears.add(entity, findings);
    return group;
  }

  private DeviceGroup group(List<String> identities) {
    for (String identity : identities) {
      DeviceGroup known = byIdentity.get(identity);
      if (known != null) {
        return known;
      }
    }
    if (byId.size() >= MAX_DEVICES) {
      throw HubFailure.overloaded(
          "There are %d devices already.".formatted(MAX_DEVICES), "Remove what is not there.");
    }
    return new DeviceGroup(identities.get(0));
  }

  /** Takes out a component, and its device when that has no other; the device, if it is left. */
  Optional<DeviceGroup> remove(Entity entity, Findings findings) {
    DeviceGroup group = groups.remove(entity);
    if (group == null) {
      return Optional.empty();
    }
    ears.remove(entity, findings);
    List<String> before = group.identities();
    group.remove(entity);
    forget(before, group);
    if (!group.isEmpty()) {
      return Optional.of(group);
    }
    byId.remove(group.id());
    findings.gone(group.id());
    return Optional.empty();
  }

  private void forget(List<String> before, DeviceGroup group) {
    List<String> after = group.identities();
    before.stream()
        .filter(identity -> !after.contains(identity))
        .forEach(identity -> byIdentity.remove(identity, group));
  }

  /** Lets a component that just came hear what was said before. */
  void catchUp(Entity entity, Findings findings) {
    for (String filter : entity.filters()) {
      ears.retained()
          .get(filter)
          .ifPresent(payload -> hear(entity, filter, new Payload(payload), true, findings));
    }
  }

  /** A message for whoever hears its topic. */
  void hear(String topic, String text, Findings findings) {
    ears.heard(topic, text);
    Payload payload = new Payload(text);
    Set<DeviceGroup> touched = new LinkedHashSet<>();
    for (Entity entity : ears.listeners(topic)) {
      hear(entity, topic, payload, false, findings);
      device(entity).ifPresent(touched::add);
    }
    touched.forEach(group -> tell(group, findings));
  }

  private void hear(
      Entity entity, String topic, Payload payload, boolean early, Findings findings) {
    try {
      Map<String, @Nullable Object> changed = entity.hear(topic, payload, early);
      if (changed.get(Draft.EVENT) instanceof String event && !early) {
        happened(entity, event, findings);
      }
    } catch (HubFailure failure) {
      String message = "%s %s: %s".formatted(entity.component(), entity.id(), failure.message());
      findings.fault(topic, message, String.valueOf(failure.hint()));
    } catch (RuntimeException | StackOverflowError defect) { // ours; others hear it all the same
      findings.defect(topic, defect);
    }
  }

  private void happened(Entity entity, String event, Findings findings) {
    DeviceGroup group = groups.get(entity);
    if (group != null) {
      String name = group.event(entity, event);
      findings.happened(group.id(), name);
    }
  }

  /** Tells how the device of a component is. */
  void tell(Entity entity, Findings findings) {
    device(entity).ifPresent(group -> tell(group, findings));
  }

  private static void tell(DeviceGroup group, Findings findings) {
    findings.available(group.id(), group.isAvailable());
    findings.state(group.id(), group.state());
  }
}
