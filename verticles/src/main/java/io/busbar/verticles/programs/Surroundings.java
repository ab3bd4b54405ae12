package io.busbar.verticles.programs;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is in the house for programs to name.
 *
 * @param devices the ids of all devices; null when it is not known
 * @param spaces the ids of all spaces; null when it is not known
 */
record Surroundings(
    @Nullable Set<String> devices, @Nullable Set<String> spaces, Set<String> programs) {

  /** A fault for everything a program names that is not there. */
  List<String> missing(Reading reading) {
    return missing(reading, reference -> true);
  }

  /** A fault for everything missing without which the program cannot run. */
  List<String> needed(Reading reading) {
    return missing(reading, Reference::isNeeded);
  }

  private List<String> missing(Reading reading, Predicate<Reference> concerned) {
    return reading.references().stream()
        .filter(concerned)
        .filter(reference -> isMissing(reading, reference))
        .map(Reference::missing)
        .toList();
  }

  private boolean isMissing(Reading reading, Reference reference) {
    boolean itself = reading.compiled().id().equals(reference.id());
    return switch (reference.kind()) {
      case DEVICE -> devices != null && !devices.contains(reference.id());
      case SPACE -> spaces != null && !spaces.contains(reference.id());
      case PROGRAM -> !itself && !programs.contains(reference.id());
    };
  }
}
