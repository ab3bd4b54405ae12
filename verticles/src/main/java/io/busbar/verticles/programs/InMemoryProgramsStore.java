package io.busbar.verticles.programs;

import io.busbar.contracts.programs.Program;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps programs for the life of the process. */
public final class InMemoryProgramsStore implements ProgramsStore {
  private static final Comparator<Program> OLDEST_FIRST =
      Comparator.comparing(Program::createdAt).thenComparing(Program::id);

  private final Map<String, Program> programs = new ConcurrentHashMap<>();

  @Override
  public Future<List<Program>> all() {
    return Future.succeededFuture(programs.values().stream().sorted(OLDEST_FIRST).toList());
  }

  @Override
  public Future<Void> save(Program program) {
    programs.put(program.id(), program);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> delete(String id) {
    programs.remove(id);
    return Future.succeededFuture();
  }
}
