package io.busbar.verticles.home;

import io.busbar.contracts.home.ContextSnapshot.ActiveProgram;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs of programs that have begun and not ended, the longest running first. */
final class ActiveRuns {
  private final int limit;
  private final Map<String, ActiveProgram> runs = new LinkedHashMap<>();

  ActiveRuns(int limit) {
    this.limit = limit;
  }

  void note(RunProgressed event) {
    ProgramRun run = event.run();
    if (hasEnded(event)) {
      runs.remove(run.runId());
      return;
    }
    runs.put(
        run.runId(),
        new ActiveProgram(
            run.runId(),
            run.programId(),
            run.programName(),
            run.status(),
            run.source(),
            run.startedAt()));
    if (runs.size() > limit) {
      Iterator<String> oldest = runs.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  List<ActiveProgram> all() {
    return List.copyOf(runs.values());
  }

  private static boolean hasEnded(RunProgressed event) {
    return switch (event.progress()) {
      case STARTED, STEP -> event.run().endedAt() != null;
      case FINISHED, FAILED -> true;
    };
  }
}
