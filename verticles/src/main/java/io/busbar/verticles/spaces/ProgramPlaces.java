package io.busbar.verticles.spaces;

import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract.Change;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which programs name which space as theirs, as far as it is known. */
final class ProgramPlaces {
  private final Map<String, String> spaceOf = new LinkedHashMap<>();
  private boolean learned;

  /** Whether all programs are known. */
  boolean isLearned() {
    return learned;
  }

  void learn(List<Program> programs) {
    spaceOf.clear();
    programs.forEach(this::keep);
    learned = true;
  }

  /** Takes over a change; answers the spaces whose programs are others now. */
  Set<String> changed(ProgramChanged event) {
    Program program = event.program();
    String before = spaceOf.remove(program.id());
    if (event.change() != Change.REMOVED) {
      keep(program);
    }
    String after = spaceOf.get(program.id());
    Set<String> affected = new LinkedHashSet<>();
    if (!Objects.equals(before, after)) {
      addTo(affected, before);
      addTo(affected, after);
    }
    return affected;
  }

  /** The programs of each space. */
  Map<String, List<String>> bySpace() {
    Map<String, List<String>> programs = new LinkedHashMap<>();
    spaceOf.forEach(
        (program, space) -> programs.computeIfAbsent(space, id -> new ArrayList<>()).add(program));
    return programs;
  }

  List<String> in(String space) {
    return spaceOf.entrySet().stream()
        .filter(entry -> entry.getValue().equals(space))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void keep(Program program) {
    if (program.spaceId() != null) {
      spaceOf.put(program.id(), program.spaceId());
    }
  }

  private static void addTo(Set<String> affected, @Nullable String space) {
    if (space != null) {
      affected.add(space);
    }
  }
}
