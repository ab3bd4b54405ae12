package io.busbar.verticles.programs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds programs that would run each other for ever. */
final class Circles {
  private final Programs programs;
  private final Reading start;
  private final Set<String> seen = new HashSet<>();

  private Circles(Programs programs, Reading start) {
    this.programs = programs;
    this.start = start;
  }

  /** A fault for each place where a program begins a circle back to itself. */
  static List<String> faults(Reading reading, Programs programs) {
    List<String> faults = new ArrayList<>();
    for (Reference reference : reading.references()) {
      if (isRun(reference)) {
        new Circles(programs, reading)
            .wayBack(reference.id())
            .ifPresent(way -> faults.add(fault(reference, reading, way)));
      }
    }
    return faults;
  }

  private static String fault(Reference reference, Reading reading, String way) {
    return "%s: runs in a circle: %s -> %s"
        .formatted(reference.path(), reading.compiled().program().name(), way);
  }

  /** The names from a program to the start; empty when no way leads there. */
  private Optional<String> wayBack(String id) {
    if (id.equals(start.compiled().id())) {
      return Optional.of(start.compiled().program().name());
    }
    Optional<Reading> reading = programs.reading(id);
    if (reading.isEmpty() || !seen.add(id)) {
      return Optional.empty();
    }
    return reading.get().references().stream()
        .filter(Circles::isRun)
        .map(next -> wayBack(next.id()))
        .flatMap(Optional::stream)
        .findFirst()
        .map(way -> reading.get().compiled().program().name() + " -> " + way);
  }

  private static boolean isRun(Reference reference) {
    return reference.kind() == Reference.Kind.PROGRAM && reference.isActedOn();
  }
}
