package io.busbar.verticles.programs;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is in the house for programs to name.
 *
 * @param devices the ids of all devices; null when it is not known
 * @param spaces the ids of all spaces; null when it is not known
 */
record Surroundings(
    @Nullable Set<String> devices, @Nullable Set<String> spaces, Set<String> programs) {

  List<String> missing(Reading reading) {
    return reading.references().stream()
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
