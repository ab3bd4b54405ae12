package io.busbar.drivers.discovery.model;

import io.busbar.kit.Device;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One hub device in the making: what it is, which commands it takes and what it last said. An
 * appliance with several controls has several parts.
 */
public final class Part {
  /** Most commands of one device (spec 6.4). */
  public static final int MAX_ORDERS = 200;

  /** The property with the names a device has outside the hub, e.g. its MAC. */
  public static final String IDENTITIES = "identities";

  private final String id;
  private final String name;
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Set<String> claimed = new HashSet<>();
  private String type = "sensor";
  private boolean typed;
  private boolean acts;
  private Memory memory = new Memory();

  public Part(String id, String name) {
    this.id = id;
    this.name = Words.name(name, id);
  }

  public String id() {
    return id;
  }

  /** Says what it is; the first word counts. */
  public void type(String word) {
    if (!typed) {
      type = word;
      typed = true;
    }
  }

  /** Whether somebody said what it is. */
  public boolean isTyped() {
    return typed;
  }

  /** Whether a field of spec 9.2 is still free; from now on it is not. */
  public boolean claim(String field) {
    return claimed.add(field);
  }

  /** A property to be shown; blank ones are left out. */
  public void property(String key, @Nullable Object value) {
    if (value instanceof String text) {
      String clean = Words.clean(text, Words.MAX_TEXT);
      if (!clean.isEmpty()) {
        properties.put(key, clean);
      }
    } else if (value != null) {
      properties.put(key, value);
    }
  }

  /** Its names outside the hub, by which the same device is found in another dialect. */
  public void identities(Collection<String> names) {
    property(IDENTITIES, List.copyOf(names));
  }

  /** Takes a command from now on; a second one of a name is given a number. One too many is not. */
  public void order(Order order) {
    if (orders.size() >= MAX_ORDERS) {
      return;
    }
    String key = order.key();
    for (int number = 2; orders.containsKey(key); number++) {
      key = order.key() + "_" + number;
    }
    orders.put(key, order.named(key));
  }

  /** Tells events, such as keys that are pressed. */
  public void acts() {
    acts = true;
    memory.expectEvents();
  }

  public Optional<Order> find(String command) {
    return Optional.ofNullable(orders.get(command));
  }

  public boolean takes(String command) {
    return orders.containsKey(command);
  }

  public Memory memory() {
    return memory;
  }

  void adopt(Part before) {
    memory = before.memory;
    if (acts) {
      memory.expectEvents();
    }
  }

  /** As it is announced (spec 6.4). */
  public Device device() {
    List<Map<String, Object>> catalog = new ArrayList<>();
    orders.values().forEach(order -> catalog.add(order.announced()));
    return new Device(id, name, type, List.of(), new LinkedHashMap<>(properties), catalog);
  }
}
