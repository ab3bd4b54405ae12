package io.busbar.verticles.programs;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which commands bring back a state, from {@code capture.json}. Pure. */
final class CaptureTable {
  private static final String POWER = "power";

  /** A command that brings back one field. */
  record Restoring(String field, String command, Fields payload) {}

  /** A field that comes back with no command, and why. */
  record Lost(String field, String reason) {}

  /** What is known of a device's state, in the order in which it must be brought back. */
  record Plan(List<Restoring> restoring, List<Lost> lost) {}

  /**
   * @param instead of the fields of a group only one can hold: the one that changed last
   * @param off why the other fields of a device that is off do not come back
   * @param never fields no scene may bring back, and why
   * @param silent fields nobody expects to come back
   */
  private record Model(
      List<Rule> fields,
      List<List<String>> instead,
      String off,
      Map<String, String> never,
      Set<String> silent) {}

  private record Rule(String field, List<Way> ways) {}

  /**
   * @param values a command without arguments for each value, by its text
   */
  private record Way(
      @Nullable String command, @Nullable String argument, @Nullable Map<String, String> values) {}

  private final Model model;

  private CaptureTable(Model model) {
    this.model = model;
  }

  /** Reads the table that is part of the hub. */
  static CaptureTable load() {
    try (InputStream in = CaptureTable.class.getResourceAsStream("/capture.json")) {
      return new CaptureTable(Json.read(Objects.requireNonNull(in).readAllBytes(), Model.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Plans how to bring back a state.
   *
   * @param latest of several fields the one that changed last
   */
  Plan plan(Device device, Fields state, Latest latest) {
    List<Restoring> restoring = new ArrayList<>();
    List<Lost> lost = new ArrayList<>();
    Set<String> done = new HashSet<>(model.silent());
    for (Rule rule : model.fields()) {
      if (state.get(rule.field()) != null && done.add(rule.field())) {
        plan(device, state, rule, latest, restoring, lost);
      }
    }
    state.values().keySet().stream()
        .filter(field -> state.get(field) != null && done.add(field))
        .forEach(field -> lost.add(new Lost(field, reasonOfNone(field))));
    return new Plan(List.copyOf(restoring), List.copyOf(lost));
  }

  /** Tells which of several fields changed last. */
  interface Latest {
    String of(List<String> fields);
  }

  private void plan(
      Device device,
      Fields state,
      Rule rule,
      Latest latest,
      List<Restoring> restoring,
      List<Lost> lost) {
    String field = rule.field();
    if (Boolean.FALSE.equals(state.get(POWER)) && !field.equals(POWER)) {
      lost.add(new Lost(field, model.off()));
      return;
    }
    Optional<String> other = standsInstead(state, field, latest);
    if (other.isPresent()) {
      lost.add(
          new Lost(field, "The device holds one of both; '%s' is later.".formatted(other.get())));
      return;
    }
    Object value = Objects.requireNonNull(state.get(field));
    rule.ways().stream()
        .map(way -> restoring(device, field, value, way))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresentOrElse(restoring::add, () -> lost.add(new Lost(field, reason(field, value))));
  }

  private Optional<String> standsInstead(Fields state, String field, Latest latest) {
    for (List<String> group : model.instead()) {
      List<String> present = group.stream().filter(name -> state.get(name) != null).toList();
      if (present.size() > 1 && present.contains(field)) {
        String winner = latest.of(present);
        return winner.equals(field) ? Optional.empty() : Optional.of(winner);
      }
    }
    return Optional.empty();
  }

  private static Optional<Restoring> restoring(Device device, String field, Object value, Way way) {
    if (way.values() != null) {
      return Optional.ofNullable(way.values().get(textOf(value)))
          .filter(command -> device.command(command).isPresent())
          .map(command -> new Restoring(field, command, Fields.EMPTY));
    }
    String command = Objects.requireNonNull(way.command());
    return device
        .command(command)
        .map(found -> new Restoring(field, command, Fields.of(argument(found, way), value)));
  }

  private static String textOf(Object value) {
    boolean whole = value instanceof Double number && number == Math.rint(number);
    return whole ? String.valueOf(((Double) value).longValue()) : String.valueOf(value);
  }

  /** The argument's usual name, unless the schema knows only another one. */
  private static String argument(CommandDef command, Way way) {
    String usual = Objects.requireNonNull(way.argument());
    Fields schema = Objects.requireNonNullElse(command.payloadSchema(), Fields.EMPTY);
    Set<String> known = schema.object("properties").values().keySet();
    return known.size() == 1 && !known.contains(usual) ? known.iterator().next() : usual;
  }

  private static String reason(String field, Object value) {
    return "The device has no command for %s %s.".formatted(field, value);
  }

  private String reasonOfNone(String field) {
    return model.never().getOrDefault(field, "No command sets it.");
  }
}
