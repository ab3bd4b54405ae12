package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.CompiledProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of reading a program.
 *
 * @param compiled without the parts that are at fault
 * @param faults one line each, the path first; none means it can run as far as its text goes
 * @param references what it names
 * @param commands the commands it sends
 * @param unfit those of the faults that are commands which a device does not understand any more
 */
record Reading(
    CompiledProgram compiled,
    List<String> faults,
    List<Reference> references,
    List<Action.Device> commands,
    Map<DeviceId, List<String>> unfit) {

  Reading(
      CompiledProgram compiled,
      List<String> faults,
      List<Reference> references,
      List<Action.Device> commands) {
    this(compiled, faults, references, commands, Map.of());
  }

  Reading {
    faults = List.copyOf(faults);
    references = List.copyOf(references);
    commands = List.copyOf(commands);
    unfit = Map.copyOf(unfit);
  }

  Reading withFaults(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(faults);
    all.addAll(more);
    return new Reading(compiled, all, references, commands, unfit);
  }

  /** The same with the faults as the program's problems, as it stands in the book. */
  Reading asSaved() {
    CompiledProgram with =
        new CompiledProgram(
            compiled.program().with(faults),
            compiled.triggers(),
            compiled.conditions(),
            compiled.actions(),
            compiled.off());
    return new Reading(with, faults, references, commands, unfit);
  }

  /** Where the program names something. */
  List<String> pathsOf(Reference.Kind kind, String id) {
    return references.stream()
        .filter(reference -> reference.kind() == kind && reference.id().equals(id))
        .map(Reference::path)
        .toList();
  }

  /** The same when something is gone, or is back. */
  Reading when(Reference.Kind kind, String id, boolean gone) {
    List<String> lines =
        references.stream()
            .filter(reference -> reference.kind() == kind && reference.id().equals(id))
            .filter(Reference::isNeeded)
            .map(Reference::missing)
            .toList();
    List<String> others = new ArrayList<>(faults);
    others.removeAll(lines);
    Reading without = new Reading(compiled, others, references, commands, unfit);
    return gone ? without.withFaults(lines) : without;
  }

  /** The commands it sends to a device. */
  List<Action.Device> commandsTo(DeviceId device) {
    return commands.stream().filter(action -> action.device().equals(device)).toList();
  }

  /** The same with these faults of its commands to a device instead of those it had. */
  Reading withUnfit(DeviceId device, List<String> lines) {
    List<String> others = new ArrayList<>(faults);
    others.removeAll(unfit.getOrDefault(device, List.of()));
    others.addAll(lines);
    Map<DeviceId, List<String>> now = new HashMap<>(unfit);
    now.put(device, List.copyOf(lines));
    return new Reading(compiled, others, references, commands, now);
  }

  /**
   * The program without a fault.
   *
   * @throws HubFailure INVALID with reason INVALID_PROGRAM and every fault in its details
   */
  CompiledProgram orThrow() {
    if (faults.isEmpty()) {
      return compiled;
    }
    throw refusal(faults);
  }

  static HubFailure refusal(List<String> faults) {
    return HubFailure.invalid(
            "The program has %s.".formatted(faults.size() == 1 ? "a fault" : "faults"),
            "See details: each names the place and the rule.")
        .reason("INVALID_PROGRAM")
        .details(faults);
  }
}
