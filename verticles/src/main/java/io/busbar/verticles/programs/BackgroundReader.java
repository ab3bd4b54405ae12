package io.busbar.verticles.programs;

import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** Reads programs on worker threads: a hundred expressions take longer than an event loop has. */
public final class BackgroundReader {
  private final ProgramReader reader;
  private final Vertx vertx;

  public BackgroundReader(ProgramReader reader, Vertx vertx) {
    this.reader = reader;
    this.vertx = vertx;
  }

  /** Succeeds with the reading, whatever its faults. */
  Future<Reading> read(Fields body, ProgramReader.Identity identity) {
    return vertx.executeBlocking(() -> reader.read(body, identity), false);
  }

  /** Succeeds with the readings of programs that were saved before, in their order. */
  Future<List<Reading>> readAgain(List<Program> saved) {
    return vertx.executeBlocking(() -> saved.stream().map(reader::readAgain).toList(), false);
  }
}
