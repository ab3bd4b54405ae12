package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program;
import io.vertx.core.Future;
import java.util.List;

/** Keeps programs. Every method fails with {@link HubFailure} UNAVAILABLE when it cannot. */
public interface ProgramsStore {
  /** Reads all programs, oldest first. */
  Future<List<Program>> all();

  /** Inserts or replaces a program. Succeeds when it is durable. */
  Future<Void> save(Program program);

  /** Deletes a program; one that is not there is no failure. */
  Future<Void> delete(String id);
}
