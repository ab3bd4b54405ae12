package io.busbar.drivers.rs90;

import io.busbar.drivers.rs90.NamedList.Listed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The devices a remote is set up for, and their commands, by their ids: topics carry names, which
 * change. Commands of a name the list does not have yet are kept until the next list.
 */
final class Devices {
  static final int MAX_EARLY = 64;

  private final NamedList devices = new NamedList();
  private final Map<String, NamedList> commands = new LinkedHashMap<>();
  private final Map<String, List<Listed>> early = new LinkedHashMap<>();

  /** What to publish so that a device gets a command. */
  record Trigger(String device, String payload) {}

  /** Takes the list. True when it differs from the one before. */
  boolean listed(List<Listed> items) {
    boolean changed = devices.replace(items);
    commands.keySet().removeIf(id -> !devices.has(id));
    early.forEach(this::take);
    early.clear();
    return changed;
  }

  /** Takes the commands of a device; none means that it is gone. */
  void commands(String name, List<Listed> items) {
    List<Listed> known = devices.called(name);
    if (known.isEmpty() && early.size() < MAX_EARLY) {
      early.put(name, items);
    } else {
      take(name, items);
    }
  }

  /** The device is gone, until a list has it again. */
  void gone(String name) {
    early.remove(name);
    for (Listed device : devices.called(name)) {
      commands.remove(device.id());
      boolean ignored = devices.remove(device.id());
    }
  }

  List<Listed> all() {
    return devices.all();
  }

  /** The commands of a device; empty when they are not known. */
  Optional<List<Listed>> commandsOf(String id) {
    return Optional.ofNullable(commands.get(id)).map(NamedList::all);
  }

  /**
   * Says how to trigger a command, by its name; by its id when its name, or that of the device, is
   * not its own (decision 39). A command of a device whose commands are not known is passed on.
   *
   * @param byId always by id
   */
  Trigger trigger(String device, String command, boolean byId) {
    Listed found = devices.find("device", device);
    NamedList known = commands.get(found.id());
    if (known == null) {
      return new Trigger(found.name(), command);
    }
    Listed wanted = known.find("command", command);
    boolean shared = devices.isShared(found.name()) || known.isShared(wanted.name());
    return new Trigger(found.name(), byId || shared ? wanted.id() : wanted.name());
  }

  private void take(String name, List<Listed> items) {
    for (Listed device : devices.called(name)) {
      NamedList list = new NamedList();
      boolean ignored = list.replace(items);
      commands.put(device.id(), list);
    }
  }
}
