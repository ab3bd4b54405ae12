package io.busbar.drivers.rs90;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.rs90.ListReader.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of one remote, from what it says on its topics. Not of its keys. */
final class RemoteState {
  private static final int MAX_SHOWN = 256;
  private static final int MAX_EFFECT = 4_096;
  private static final int MAX_EFFECTS = 100;
  private static final int MAX_PERCENT = 100;
  private static final int MAX_FAULTS = 20;

  private final Devices devices = new Devices();
  private final NamedList macros = new NamedList();
  private final NamedList apps = new NamedList();
  private final Map<String, String> macroStates = new LinkedHashMap<>();
  private final Map<String, String> faults = new TreeMap<>();
  private final Map<String, @Nullable Object> shown = new LinkedHashMap<>();
  private @Nullable Integer battery;
  private boolean online;

  /** What a message changed. */
  enum Change {
    NOTHING,
    STATE,
    LISTS,
    /** The list of devices: the commands of each may be others. */
    DEVICES
  }

  Devices devices() {
    return devices;
  }

  NamedList macros() {
    return macros;
  }

  NamedList apps() {
    return apps;
  }

  boolean isOnline() {
    return online;
  }

  void online(boolean now) {
    online = now;
  }

  void show(String field, @Nullable Object value) {
    shown.put(field, value);
  }

  /**
   * Keeps what is wrong with what comes on a topic, until something right comes; null for right.
   */
  void fault(String about, @Nullable String fault) {
    if (fault == null) {
      faults.remove(about);
    } else if (faults.containsKey(about) || faults.size() < MAX_FAULTS) {
      faults.put(about, about + " " + fault);
    }
  }

  /** Takes a message. */
  Change heard(Topic topic, Bytes payload) {
    return switch (topic.kind()) {
      case DEVICE_LIST -> devices(payload);
      case MACRO_LIST -> macros(payload);
      case APP_LIST -> list(Topic.APP_LIST, apps, payload);
      case COMMANDS -> commands(topic.name(), payload);
      case DETAIL -> payload.isEmpty() ? Change.NOTHING : commands(topic.name(), payload);
      case MACRO_STATE -> macro(topic.name(), payload);
      case BATTERY -> battery(payload);
      case TEST -> text("testStatus", payload);
      case ACTIVE_APP -> text("activeApp", payload);
      case EFFECT -> effect(payload);
      case KEYS, OTHER -> Change.NOTHING;
    };
  }

  /** Everything but the lists. */
  Map<String, @Nullable Object> state() {
    Map<String, @Nullable Object> extras = new LinkedHashMap<>(shown);
    extras.put("status", online ? "ok" : "offline");
    extras.put("error", faults.isEmpty() ? null : faults.values().iterator().next());
    extras.put("faults", List.copyOf(faults.values()));
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("online", online);
    state.put("battery", battery);
    state.put("extras", extras);
    return state;
  }

  /** Its lists, as many of them as fit into one message of a driver. */
  Map<String, @Nullable Object> lists() {
    Showcase showcase = new Showcase();
    Map<String, @Nullable Object> extras = new LinkedHashMap<>();
    extras.put("macros", showcase.macros(macros.all(), macroStates));
    extras.put("devices", showcase.devices(devices));
    extras.put("apps", showcase.items(apps.all()));
    extras.put("listsCut", showcase.isCut());
    return Map.of("extras", extras);
  }

  private Change devices(Bytes payload) {
    Reading read = ListReader.read(payload);
    fault(Topic.DEVICE_LIST, read.fault());
    boolean changed = read.items().map(devices::listed).orElse(false);
    return changed ? Change.DEVICES : Change.STATE;
  }

  private Change macros(Bytes payload) {
    Change change = list(Topic.MACRO_LIST, macros, payload);
    macroStates.keySet().removeIf(name -> macros.called(name).isEmpty());
    return change;
  }

  private Change list(String topic, NamedList list, Bytes payload) {
    Reading read = ListReader.read(payload);
    fault(topic, read.fault());
    boolean changed = read.items().map(list::replace).orElse(false);
    return changed ? Change.LISTS : Change.STATE;
  }

  private Change commands(String name, Bytes payload) {
    if (!ListReader.isFit(name)) {
      return Change.NOTHING;
    }
    if (payload.isEmpty()) {
      devices.gone(name);
      return Change.LISTS;
    }
    Reading read = ListReader.read(payload);
    fault("the list of commands of '%s'".formatted(name), read.fault());
    read.items().ifPresent(items -> devices.commands(name, items));
    return Change.LISTS;
  }

  /** States are kept by name until the list is known; a name it has not is forgotten with it. */
  private Change macro(String name, Bytes payload) {
    String state = payload.length() <= MAX_SHOWN ? payload.text().strip() : "";
    boolean known = macroStates.containsKey(name) || macroStates.size() < ListReader.MAX_ITEMS;
    if (!ListReader.isFit(name) || !known || !(state.equals("on") || state.equals("off"))) {
      return Change.NOTHING;
    }
    return state.equals(macroStates.put(name, state)) ? Change.NOTHING : Change.LISTS;
  }

  private Change battery(Bytes payload) {
    String text = payload.length() <= MAX_SHOWN ? payload.text().replace("%", "").strip() : "";
    boolean number = text.matches("[0-9]{1,3}(\\.[0-9]{1,3})?");
    long level = number ? Math.round(Double.parseDouble(text)) : -1;
    boolean fits = level >= 0 && level <= MAX_PERCENT;
    fault("battery_level", fits ? null : "is no percentage");
    if (fits) {
      battery = (int) level;
    }
    return Change.STATE;
  }

  private Change text(String field, Bytes payload) {
    String text = payload.length() <= MAX_SHOWN * 4 ? payload.text() : "";
    String plain = text.replaceAll("\\p{Cntrl}", " ").strip();
    String cut =
        plain
            .codePoints()
            .limit(MAX_SHOWN)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    show(field, cut.isEmpty() ? null : cut);
    return Change.STATE;
  }

  /** An object is the effect being shown, a list the library of effects. */
  private Change effect(Bytes payload) {
    if (payload.length() <= MAX_EFFECT) {
      try {
        Fields effect = new Fields(Json.readObject(payload.value()));
        fault("RGB/effect", null);
        show("effect", effect.isEmpty() ? null : effect.values());
        return Change.STATE;
      } catch (HubFailure noObject) {
        // it may be a list
      }
    }
    List<Object> library =
        payload.length() <= ListReader.MAX_BYTES ? ListReader.parse(payload) : null;
    fault("RGB/effect", library == null ? "is neither an effect nor a list of effects" : null);
    if (library != null) {
      show("effects", names(library));
    }
    return Change.STATE;
  }

  private static List<String> names(List<Object> library) {
    List<String> names = new ArrayList<>();
    for (Object each : library) {
      Object name = each instanceof String ? each : Fields.from(each).first("effect", "name");
      if (names.size() < MAX_EFFECTS && name instanceof String text && ListReader.isFit(text)) {
        names.add(text);
      }
    }
    return names;
  }
}
