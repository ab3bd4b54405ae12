package io.busbar.verticles.programs;

import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract.Use;
import io.busbar.verticles.programs.model.CompiledProgram;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All programs of the hub in memory, oldest first, those with problems too. Each change replaces
 * the whole version at once; one thread changes, any may read.
 */
final class Programs implements ProgramBook {
  private volatile Map<String, Reading> byId = Map.of();

  @Override
  public Optional<CompiledProgram> find(String id) {
    return reading(id).filter(Programs::canRun).map(Reading::compiled);
  }

  @Override
  public Collection<CompiledProgram> all() {
    return byId.values().stream().filter(Programs::canRun).map(Reading::compiled).toList();
  }

  Optional<Reading> reading(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Collection<Reading> readings() {
    return byId.values();
  }

  int size() {
    return byId.size();
  }

  /** Adds or replaces programs; the faults of each become its problems. */
  void put(List<Reading> readings) {
    Map<String, Reading> next = new LinkedHashMap<>(byId);
    readings.forEach(reading -> next.put(reading.compiled().id(), reading.asSaved()));
    byId = Collections.unmodifiableMap(next);
  }

  void remove(String id) {
    Map<String, Reading> next = new LinkedHashMap<>(byId);
    next.remove(id);
    byId = Collections.unmodifiableMap(next);
  }

  /** The programs that name something, and where. */
  List<Use> uses(Reference.Kind kind, String id) {
    List<Use> uses = new ArrayList<>();
    for (Reading reading : byId.values()) {
      List<String> paths = reading.pathsOf(kind, id);
      if (!paths.isEmpty()) {
        Program program = reading.compiled().program();
        uses.add(new Use(program.id(), program.name(), paths));
      }
    }
    return uses;
  }

  private static boolean canRun(Reading reading) {
    return reading.faults().isEmpty();
  }
}
