package io.busbar.verticles.programs;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

/** Programs as the tests of this package write them. */
final class Drafts {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final CelExpressions CEL = CelExpressions.create();
  static final ProgramReader READER = new ProgramReader(CEL, Set.of("127.0.0.9", "hub.localhost"));

  private Drafts() {}

  /** JSON, with single quotes for double ones. */
  static Fields json(String text) {
    return new Fields(Json.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  static Reading read(String text) {
    return read(json(text));
  }

  static Reading read(Fields body) {
    return READER.read(body, new ProgramReader.Identity("prg_1", NOON, NOON));
  }

  static Fields withAction(String action) {
    return json("{'name':'P','actions':[%s]}".formatted(action));
  }

  static Program program(String id, Instant createdAt) {
    Fields body = withAction("{'type':'delay','ms':5,'note':'\\u0000 kept'}").with("x-y", "z");
    return READER
        .read(body, new ProgramReader.Identity(id, createdAt, createdAt))
        .orThrow()
        .program();
  }
}
