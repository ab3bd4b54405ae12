package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers what is told of an entity beside its state. */
final class Attributes {
  private static final int HEX_COLOR = 7;
  private static final int HEX = 16;

  private final LogicalDevice device;
  private final Fields state;
  private final Map<String, @Nullable Object> gathered = new LinkedHashMap<>();
  private int features;

  Attributes(LogicalDevice device, Fields state, String name) {
    this.device = device;
    this.state = state;
    gathered.put("friendly_name", name);
  }

  Fields all(boolean controlled) {
    if (controlled) {
      gathered.put("supported_features", features);
    }
    return new Fields(gathered);
  }

  @CanIgnoreReturnValue
  Attributes put(String name, @Nullable Object value) {
    gathered.put(name, value);
    return this;
  }

  /** What is not known is left out. */
  @CanIgnoreReturnValue
  Attributes known(String name, @Nullable Object value) {
    return value == null ? this : put(name, value);
  }

  /** The same value under another name. */
  @CanIgnoreReturnValue
  Attributes same(String name, String field) {
    return known(name, state.get(field));
  }

  /** A percentage as a share of something else. */
  @CanIgnoreReturnValue
  Attributes scaled(String name, String field, double most) {
    Double percent = number(field);
    return percent == null ? this : put(name, percent * most / 100);
  }

  /** A feature of the domain, where the device has the command. */
  @CanIgnoreReturnValue
  Attributes feature(int bit, String command) {
    features |= has(command) ? bit : 0;
    return this;
  }

  boolean has(String command) {
    return device.commands().stream().anyMatch(each -> each.key().equals(command));
  }

  /** The words a command's argument may be; empty when any. */
  List<?> words(String command, String argument) {
    return device.commands().stream()
        .filter(each -> each.key().equals(command))
        .map(each -> Objects.requireNonNullElse(each.payloadSchema(), Fields.EMPTY))
        .map(schema -> schema.object("properties").object(argument).list("enum"))
        .filter(list -> !list.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  @Nullable Double number(String field) {
    return state.get(field) instanceof Number number ? number.doubleValue() : null;
  }

  /** Red, green and blue of {@code #RRGGBB}. */
  @Nullable List<Integer> rgb(String field) {
    String text = state.text(field).orElse("");
    if (text.length() != HEX_COLOR || !text.matches("#[0-9A-Fa-f]{6}")) {
      return null;
    }
    int value = Integer.parseInt(text.substring(1), HEX);
    return List.of(value >> 16, (value >> 8) & 0xff, value & 0xff);
  }
}
