package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.intents.IntentsContract;
import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.intents.ParsedIntent.Target;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.house.KnownHouse;
import io.busbar.verticles.intents.house.Name;
import io.busbar.verticles.intents.house.NameIndex;
import io.busbar.verticles.intents.language.Language;
import io.busbar.verticles.intents.language.Pattern;
import io.busbar.verticles.intents.language.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what sentences of one language mean for one house. Deterministic: the same sentence, house
 * and states give the same intent. It never throws, whatever the text.
 */
final class IntentParser {
  private static final int MAX_CLAUSES = 4;
  private static final String QUERY = "query";
  private static final String PROGRAM = "program";
  private final Language language;
  private final NameIndex names;
  private final ActTable table;
  private final DeviceKinds kinds;

  IntentParser(Language language, KnownHouse house, ActTable table) {
    this.language = language;
    this.names = NameIndex.of(language, house);
    this.table = table;
    this.kinds = DeviceKinds.of(table, house, language);
  }

  ParsedIntent parse(String text, @Nullable String spaceId, Map<DeviceId, Fields> states) {
    List<String> tokens = Tokens.of(text);
    Scene scene = new Scene(language, names.house(), table, kinds, states, spaceId);
    List<String> essence = language.essence(tokens);
    Optional<Reading> whole = wholeSentence(scene, tokens, essence);
    if (whole.isPresent()) {
      return whole.get().intent();
    }
    if (language.isNegated(tokens)) {
      return Intents.none(Reasons.NEGATED, language);
    }
    List<String> simple = language.withoutCommas(essence);
    return understood(scene, Sentence.of(language, names, essence, spaceId))
        .or(() -> understood(scene, Sentence.of(language, names, simple, spaceId)))
        .or(() -> placeLast(scene, simple))
        .orElseGet(() -> Intents.none(Reasons.NOT_UNDERSTOOD, language));
  }

  /** "in the kitchen turn the lights on" is understood with the place at its end. */
  private Optional<ParsedIntent> placeLast(Scene scene, List<String> words) {
    Sentence said = Sentence.of(language, names, words, scene.spaceId());
    return new PatternMatch(said)
        .firstPlaceEnds().stream()
            .map(end -> Sentence.of(language, names, turned(said.words(), end), said.spaceId()))
            .flatMap(turned -> acting(scene, turned).stream())
            .findFirst();
  }

  private static List<String> turned(List<String> words, int at) {
    List<String> turned = new ArrayList<>(words.subList(at, words.size()));
    turned.addAll(words.subList(0, at));
    return turned;
  }

  private Optional<ParsedIntent> understood(Scene scene, Sentence sentence) {
    return clause(scene, sentence)
        .map(Reading::intent)
        .or(() -> several(scene, sentence, 1))
        .or(() -> new ScheduleReader(scene).read(sentence, part -> clause(scene, part)));
  }

  /** A sentence that is the name of a program, or was made known as one that runs it. */
  private Optional<Reading> wholeSentence(Scene scene, List<String> tokens, List<String> essence) {
    List<String> all = language.withoutArticles(String.join(" ", tokens));
    List<String> ids =
        Stream.of(language.withoutCommas(essence), all)
            .flatMap(
                words ->
                    Stream.concat(names.spokenBy(words).stream(), programsCalled(words).stream()))
            .filter(name -> name.isSaidIn(scene.spaceId()))
            .map(Name::id)
            .distinct()
            .toList();
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(new ProgramReader(scene).read(ProgramReader.RUN, ids, 1));
  }

  private List<Name> programsCalled(List<String> words) {
    List<List<String>> uncorrected = words.stream().map(word -> List.<String>of()).toList();
    return names.at(words, uncorrected, 0).stream()
        .filter(hit -> hit.end() == words.size() && hit.name().of() == Name.Of.PROGRAM)
        .map(NameIndex.Hit::name)
        .toList();
  }

  /** The best of what one pattern makes of the whole sentence. */
  private Optional<Reading> clause(Scene scene, Sentence sentence) {
    PatternMatch match = new PatternMatch(sentence);
    Reading best = null;
    for (Pattern pattern : language.patterns()) {
      for (Captures captures : match.of(pattern)) {
        Reading reading = reading(scene, pattern, captures);
        best = best == null || reading.isBetterThan(best) ? reading : best;
      }
    }
    if (best != null && !best.isOfHouse()) {
      ParsedIntent lost = best.intent();
      return Optional.of(
          new Reading(
              Intents.refused(
                  lost.intent(),
                  lost.confidence() / 2,
                  lost.slots(),
                  List.of(),
                  Reasons.NO_SUCH_TARGET,
                  language),
              false,
              best.isRelative()));
    }
    return Optional.ofNullable(best);
  }

  private static Reading reading(Scene scene, Pattern pattern, Captures captures) {
    return switch (pattern.act()) {
      case QUERY -> new QuestionReader(scene).read(pattern, captures);
      case PROGRAM -> new ProgramReader(scene).read(pattern, captures);
      default -> new ActReader(scene).read(pattern, captures);
    };
  }

  /** "turn on the lamp and close the blinds": every part must be understood and act. */
  private Optional<ParsedIntent> several(Scene scene, Sentence sentence, int clauses) {
    if (clauses >= MAX_CLAUSES) {
      return Optional.empty();
    }
    for (int cut = 1; cut < sentence.size() - 1; cut++) {
      for (int next : sentence.ends("then", cut)) {
        Sentence last = sentence.part(next, sentence.size());
        Optional<ParsedIntent> both = both(scene, sentence.part(0, cut), last, clauses);
        if (both.isPresent()) {
          return both;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ParsedIntent> both(Scene scene, Sentence first, Sentence last, int clauses) {
    Optional<ParsedIntent> one = acting(scene, first);
    if (one.isEmpty()) {
      return one;
    }
    return acting(scene, last)
        .or(() -> several(scene, last, clauses + 1))
        .map(other -> joined(one.get(), other));
  }

  private Optional<ParsedIntent> acting(Scene scene, Sentence part) {
    return clause(scene, part)
        .map(Reading::intent)
        .filter(intent -> !intent.actions().isEmpty() && intent.alternatives().isEmpty());
  }

  private ParsedIntent joined(ParsedIntent one, ParsedIntent other) {
    List<DeviceAction> actions = new ArrayList<>(one.actions());
    actions.addAll(other.actions());
    List<Target> targets =
        Stream.concat(one.targets().stream(), other.targets().stream()).distinct().toList();
    double confidence = Math.min(one.confidence(), other.confidence());
    if (actions.size() > IntentsContract.MAX_ACTIONS) {
      return Intents.refused(
          "several", confidence, Fields.EMPTY, List.of(), Reasons.TOO_MANY, language);
    }
    String together = new Caution(table, names.house()).reason(actions);
    String reason = one.reason() == null ? other.reason() : one.reason();
    return Intents.acting(
        "several", confidence, Fields.EMPTY, targets, actions, reason == null ? together : reason);
  }
}
