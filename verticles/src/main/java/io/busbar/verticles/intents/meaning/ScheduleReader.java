package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.language.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads sentences that want something done again and again: "every day at 7 ...". */
public final class ScheduleReader {
  /** Makes an automation. */
  public static final String INTENT = "create_schedule";

  /** The slot that says when. */
  public static final String SLOT = "schedule";

  private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri");
  private static final List<String> WEEKEND = List.of("sat", "sun");
  private static final Map<String, List<String>> SPANS =
      Map.of(
          "daily",
          List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
          "weekdays",
          WEEKDAYS,
          "weekend",
          WEEKEND);

  private final Scene scene;

  ScheduleReader(Scene scene) {
    this.scene = scene;
  }

  /**
   * Reads the sentence as a time and something to do then; empty when it is none.
   *
   * @param rest reads what is to be done
   */
  Optional<ParsedIntent> read(Sentence sentence, Function<Sentence, Optional<Reading>> rest) {
    for (int cut = 1; cut < sentence.size(); cut++) {
      Sentence first = sentence.part(0, cut);
      Sentence last = sentence.part(cut, sentence.size());
      Optional<Fields> before = when(first);
      Optional<ParsedIntent> read =
          before.isPresent()
              ? before.flatMap(when -> rest.apply(last).map(done -> scheduled(done, when)))
              : when(last).flatMap(when -> rest.apply(first).map(done -> scheduled(done, when)));
      if (read.isPresent()) {
        return read;
      }
    }
    return Optional.empty();
  }

  private Optional<Fields> when(Sentence part) {
    for (Template template : scene.language().schedules()) {
      for (Captures captures : new PatternMatch(part).covering(template)) {
        return Optional.of(when(captures));
      }
    }
    return Optional.empty();
  }

  private static Fields when(Captures captures) {
    String day = captures.get("day").map(String::valueOf).orElse("daily");
    return Fields.of("at", captures.get("time").orElseThrow())
        .with("days", SPANS.getOrDefault(day, List.of(day)));
  }

  private ParsedIntent scheduled(Reading reading, Fields when) {
    ParsedIntent what = reading.intent();
    if (reading.isRelative()) {
      return Intents.none(Reasons.NOT_FOR_SCHEDULES, scene.language());
    }
    boolean acts = !what.actions().isEmpty();
    boolean runs = what.intent().equals(ProgramReader.RUN) && what.alternatives().isEmpty();
    boolean refused = what.reason() != null && !what.requiresConfirmation();
    if (refused || !(acts || runs)) {
      return what.answer() == null
          ? what
          : Intents.none(Reasons.NOT_FOR_SCHEDULES, scene.language());
    }
    return new ParsedIntent(
        INTENT,
        what.confidence(),
        what.slots().with(SLOT, when.values()),
        what.targets(),
        what.actions(),
        true,
        Caution.SCHEDULES,
        null,
        null,
        List.of());
  }
}
