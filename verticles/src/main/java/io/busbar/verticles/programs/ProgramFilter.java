package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.value.Page;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The filters of the list of programs (spec 2.0.4). */
record ProgramFilter(Predicate<Program> matches, Page page) {
  static ProgramFilter of(ListPrograms query) {
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
    return new ProgramFilter(matches, Page.of(query.limit(), query.offset()));
  }

  List<Program> apply(Stream<Program> programs) {
    return page.of(programs.filter(matches));
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
