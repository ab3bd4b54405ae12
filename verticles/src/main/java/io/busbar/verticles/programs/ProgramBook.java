package io.busbar.verticles.programs;

import io.busbar.verticles.programs.model.CompiledProgram;
import java.util.Collection;
import java.util.Optional;

/**
 * The programs that can run, compiled. A program with problems is not in it. Each call answers one
 * consistent version; callable from any thread.
 */
public interface ProgramBook {
  Optional<CompiledProgram> find(String id);

  Collection<CompiledProgram> all();
}
