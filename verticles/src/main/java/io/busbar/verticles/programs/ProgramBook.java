package io.busbar.verticles.programs;

import io.busbar.verticles.programs.model.CompiledProgram;
import java.util.Collection;
import java.util.Optional;

/** All programs as they run, in memory; what it answers is never half changed. */
public interface ProgramBook {
  /** The program with this id. */
  Optional<CompiledProgram> find(String id);

  /** All programs that can run. */
  Collection<CompiledProgram> all();
}
