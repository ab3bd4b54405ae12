package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.discovery.model.Register;
import java.util.HashMap;
import java.util.Map;

/** The appliances that are there, found by owner and by topic. */
final class Residents {
  private final String base;
  private final Register register;
  private final Map<String, Resident> byOwner = new HashMap<>();
  private final Map<String, String> ownerByName = new HashMap<>();
  private boolean bridgeOnline = true;

  private static final class Resident {
    final Fields source;
    final Appliance appliance;
    boolean online = true;

    Resident(Fields source, Appliance appliance) {
      this.source = source;
      this.appliance = appliance;
    }
  }

  Residents(String base, Register register) {
    this.base = base;
    this.register = register;
  }

  /** Whether an entry says what it said before. */
  boolean isUnchanged(String owner, Fields source) {
    Resident known = byOwner.get(owner);
    return known != null && known.source.equals(source);
  }

  /** Whether a name belongs to somebody else. */
  boolean isTaken(String name, String owner) {
    String holder = ownerByName.get(name);
    return holder != null && !holder.equals(owner);
  }

  /** Lets go of a name whose owner has another one now, so that names can be swapped. */
  void release(String owner, String newName) {
    Resident resident = byOwner.get(owner);
    if (resident != null && !resident.appliance.friendlyName().equals(newName)) {
      ownerByName.remove(resident.appliance.friendlyName(), owner);
    }
  }

  void settle(String owner, Fields source, Appliance appliance, String topic, Findings findings) {
    Resident before = byOwner.get(owner);
    Resident resident = new Resident(source, appliance);
    resident.online = before == null || before.online;
    byOwner.put(owner, resident);
    String name = appliance.friendlyName();
    register.describe(owner, topic, appliance.parts(), findings);
    if (before == null || !before.appliance.friendlyName().equals(name)) {
      if (before != null) {
        leave(owner, before.appliance.friendlyName(), findings);
      }
      ownerByName.put(name, owner);
      findings.follow(base + name);
      findings.follow(base + name + "/availability");
      appliance.question().ifPresent(findings::publish);
    }
    register.available(owner, bridgeOnline && resident.online, findings);
  }

  void remove(String owner, Findings findings) {
    Resident resident = byOwner.remove(owner);
    if (resident != null) {
      leave(owner, resident.appliance.friendlyName(), findings);
      register.remove(owner, findings);
    }
  }

  void state(String name, Fields state, boolean kept, Findings findings) {
    String owner = ownerByName.get(name);
    Resident resident = owner == null ? null : byOwner.get(owner);
    if (owner != null && resident != null) {
      resident.appliance.read(state, kept);
      register.flush(owner, findings);
    }
  }

  /** Whether a device can be reached; empty text means that nobody watches it. */
  void availability(String name, String word, Findings findings) {
    String owner = ownerByName.get(name);
    Resident resident = owner == null ? null : byOwner.get(owner);
    if (owner != null && resident != null) {
      resident.online = !word.equals("offline");
      register.available(owner, bridgeOnline && resident.online, findings);
    }
  }

  void bridge(boolean online, Findings findings) {
    bridgeOnline = online;
    byOwner.forEach(
        (owner, resident) -> register.available(owner, online && resident.online, findings));
  }

  boolean isBridgeOnline() {
    return bridgeOnline;
  }

  boolean knows(String name) {
    return ownerByName.containsKey(name);
  }

  private void leave(String owner, String name, Findings findings) {
    ownerByName.remove(name, owner);
    findings.leave(base + name);
    findings.leave(base + name + "/availability");
  }
}
