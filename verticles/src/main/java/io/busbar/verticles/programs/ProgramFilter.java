package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The filters of the list of programs (spec 2.0.4). */
record ProgramFilter(Predicate<Program> matches, int offset, int limit) {
  private static final int MAX_LIMIT = 10_000;

  static ProgramFilter of(ListPrograms query) {
    int limit = Objects.requireNonNullElse(query.limit(), MAX_LIMIT);
    int offset = Objects.requireNonNullElse(query.offset(), 0);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw HubFailure.invalid("limit must be 1 to 10,000.", "Leave it out to get everything.");
    }
    if (offset < 0) {
      throw HubFailure.invalid("offset must not be negative.", "Start with 0.");
    }
    Predicate<Program> matches = program -> true;
    if (query.type() != null) {
      Program.Type type = type(query.type());
      matches = matches.and(program -> program.type() == type);
    }
    if (query.spaceId() != null) {
      String space = query.spaceId();
      matches = matches.and(program -> space.equals(program.spaceId()));
    }
    if (query.enabled() != null) {
      boolean enabled = query.enabled();
      matches = matches.and(program -> program.enabled() == enabled);
    }
    if (query.q() != null) {
      matches = matches.and(containing(query.q().toLowerCase(Locale.ROOT)));
    }
    return new ProgramFilter(matches, offset, limit);
  }

  List<Program> apply(Stream<Program> programs) {
    return programs.filter(matches).skip(offset).limit(limit).toList();
  }

  private static Program.Type type(String word) {
    for (Program.Type type : Program.Type.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
        return type;
      }
    }
    throw HubFailure.invalid(
        "type is scene, sequence, automation or script.", "Choose one of them.");
  }

  private static Predicate<Program> containing(String wanted) {
    return program ->
        Stream.of(program.name(), program.id())
            .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
