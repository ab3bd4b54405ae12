package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.Alternative;
import io.busbar.contracts.intents.ParsedIntent.Target;
import io.busbar.contracts.intents.ProgramSemantic.Safety;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.language.Pattern;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads sentences about programs: run, undo, delete. */
public final class ProgramReader {
  /** Runs a program. */
  public static final String RUN = "run_program";

  /** Runs the {@code off} actions of a program. */
  public static final String UNDO = "undo_program";

  /** Deletes a program. */
  public static final String DELETE = "delete_program";

  private final Scene scene;

  ProgramReader(Scene scene) {
    this.scene = scene;
  }

  Reading read(Pattern pattern, Captures captures) {
    List<String> ids =
        captures.get("program").stream()
            .flatMap(found -> ((List<?>) found).stream())
            .map(String::valueOf)
            .toList();
    return read(pattern.intent(), ids, captures.weight());
  }

  /** A sentence that names one of these programs. */
  Reading read(String intent, List<String> ids, double weight) {
    List<Program> programs =
        ids.stream().map(scene.house()::program).filter(Objects::nonNull).toList();
    List<Program> here =
        programs.stream()
            .filter(program -> Objects.equals(program.spaceId(), scene.spaceId()))
            .toList();
    List<Program> meant = here.size() == 1 ? here : programs;
    ParsedIntent parsed =
        meant.size() == 1
            ? one(intent, meant.get(0), weight)
            : Intents.ambiguous(
                intent, weight, Fields.EMPTY, alternatives(meant), scene.language());
    return new Reading(parsed, !meant.isEmpty(), false);
  }

  private static List<Alternative> alternatives(List<Program> programs) {
    return programs.stream()
        .map(program -> new Alternative(Target.program(program.id(), program.name()), List.of()))
        .toList();
  }

  private ParsedIntent one(String intent, Program program, double weight) {
    List<Target> targets = List.of(Target.program(program.id(), program.name()));
    Safety safety = scene.caution().safety(program);
    if (safety == Safety.FORBIDDEN) {
      return Intents.refused(
          intent, weight, Fields.EMPTY, targets, Reasons.FORBIDDEN, scene.language());
    }
    if (intent.equals(UNDO) && program.off().list("actions").isEmpty()) {
      return Intents.refused(
          intent,
          weight,
          Fields.EMPTY,
          targets,
          Planned.Refusal.NOT_OFFERED.name(),
          scene.language());
    }
    return Intents.acting(
        intent, weight, Fields.EMPTY, targets, List.of(), confirm(intent, safety));
  }

  /** Why it must be confirmed; null when it need not be. */
  static @Nullable String confirm(String intent, Safety safety) {
    if (intent.equals(DELETE)) {
      return Caution.DELETES;
    }
    return safety == Safety.CONFIRM ? Caution.PROGRAM_CONFIRMS : null;
  }
}
