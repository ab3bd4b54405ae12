package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.CompiledProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of reading a program.
 *
 * @param compiled without the parts that are at fault
 * @param faults one line each, the path first; none means it can run as far as its text goes
 * @param references what it names
 * @param commands the commands it sends
 */
record Reading(
    CompiledProgram compiled,
    List<String> faults,
    List<Reference> references,
    List<Action.Device> commands) {

  Reading {
    faults = List.copyOf(faults);
    references = List.copyOf(references);
    commands = List.copyOf(commands);
  }

  Reading withFaults(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(faults);
    all.addAll(more);
    return new Reading(compiled, all, references, commands);
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
    return new Reading(with, faults, references, commands);
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
    Reading without = new Reading(compiled, others, references, commands);
    return gone ? without.withFaults(lines) : without;
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
