package io.busbar.verticles.programs.engine;

import io.busbar.contracts.programs.ProgramRun.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Makes runs.
 *
 * @param ids ids never used before
 */
record Births(Supplier<String> ids, InstantSource clock) {
  Run run(Start start, Status status) {
    return new Run(ids.get(), start, status, clock.instant());
  }

  Instant now() {
    return clock.instant();
  }
}
