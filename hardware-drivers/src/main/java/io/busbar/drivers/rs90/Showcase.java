package io.busbar.drivers.rs90;

import io.busbar.drivers.rs90.NamedList.Listed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays out what a remote lists, within what one message of a driver holds. */
final class Showcase {
  /** Of the 64 KiB of a message; the rest is for everything around. */
  static final int MAX_BYTES = 40 * 1024;

  private static final int AROUND = 40;
  private int left = MAX_BYTES;
  private boolean cut;

  List<Map<String, Object>> items(List<Listed> items) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Listed item : items) {
      if (fits(item.id(), item.name())) {
        shown.add(Map.of("id", item.id(), "name", item.name()));
      }
    }
    return shown;
  }

  /** Macros, on, off, or nobody knows. */
  List<Map<String, @Nullable Object>> macros(List<Listed> items, Map<String, String> states) {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (Map<String, Object> item : items(items)) {
      Map<String, @Nullable Object> macro = new LinkedHashMap<>(item);
      macro.put("state", states.get(String.valueOf(item.get("name"))));
      shown.add(macro);
    }
    return shown;
  }

  /** Devices first, then as many names of commands as still fit; null where they are not known. */
  List<Map<String, @Nullable Object>> devices(Devices devices) {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (Map<String, Object> item : items(devices.all())) {
      shown.add(new LinkedHashMap<>(item));
    }
    for (Map<String, @Nullable Object> device : shown) {
      Optional<List<Listed>> commands = devices.commandsOf(String.valueOf(device.get("id")));
      device.put("commands", commands.map(this::names).orElse(null));
    }
    return shown;
  }

  /** Whether something was left out. */
  boolean isCut() {
    return cut;
  }

  private List<String> names(List<Listed> items) {
    List<String> names = new ArrayList<>();
    for (Listed item : items) {
      if (fits(item.name(), "")) {
        names.add(item.name());
      }
    }
    return names;
  }

  private boolean fits(String id, String name) {
    int size = AROUND + written(id) + written(name);
    if (size > left) {
      cut = true;
      return false;
    }
    left -= size;
    return true;
  }

  private static int written(String text) {
    long escapes = text.chars().filter(c -> c == '"' || c == '\\').count();
    return text.getBytes(StandardCharsets.UTF_8).length + (int) escapes;
  }
}
