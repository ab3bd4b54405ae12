package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.intents.IntentsContract;
import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.intents.ParsedIntent.Target;
import io.busbar.contracts.intents.ProgramSemantic;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.house.KnownDevice;
import io.busbar.verticles.intents.house.KnownHouse;
import io.busbar.verticles.intents.language.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Understands sentences about one house, in every language the hub knows. */
public final class Understanding {
  private static final Set<String> ABOUT_PROGRAMS =
      Set.of(ProgramReader.RUN, ProgramReader.UNDO, ProgramReader.DELETE);

  private final Knowledge knowledge;
  private final KnownHouse house;
  private final Map<String, IntentParser> parsers = new HashMap<>();

  /** What is known of languages and devices in general. */
  public record Knowledge(List<Language> languages, ActTable table) {
    /** Reads what is part of the hub. */
    public static Knowledge load() {
      return new Knowledge(Language.loadAll(), ActTable.load());
    }
  }

  public Understanding(Knowledge knowledge, KnownHouse house) {
    this.knowledge = knowledge;
    this.house = house;
  }

  /**
   * Says what a sentence means. Without a locale the languages are tried in turn, until one
   * understands it or knows that it says not to act.
   *
   * @throws HubFailure INVALID no language for the locale
   */
  public ParsedIntent parse(
      String text,
      @Nullable String spaceId,
      @Nullable String locale,
      Map<DeviceId, Fields> states) {
    List<Language> languages = languages(locale);
    ParsedIntent first = parser(languages.get(0)).parse(text, spaceId, states);
    ParsedIntent parsed = first;
    for (Language language : languages.subList(1, languages.size())) {
      if (!Reasons.NOT_UNDERSTOOD.equals(parsed.reason())) {
        return parsed;
      }
      parsed = parser(language).parse(text, spaceId, states);
    }
    return Reasons.NOT_UNDERSTOOD.equals(parsed.reason()) ? first : parsed;
  }

  private List<Language> languages(@Nullable String locale) {
    if (locale == null) {
      return knowledge.languages();
    }
    String wanted = locale.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    List<Language> found =
        knowledge.languages().stream().filter(one -> one.name().equals(wanted)).toList();
    if (found.isEmpty()) {
      String known = String.join(", ", knowledge.languages().stream().map(Language::name).toList());
      throw HubFailure.invalid(
              "No language for the locale '%s'.".formatted(locale), "Use one of: " + known + ".")
          .reason("UNKNOWN_LANGUAGE");
    }
    return found;
  }

  private IntentParser parser(Language language) {
    return parsers.computeIfAbsent(
        language.name(), name -> new IntentParser(language, house, knowledge.table()));
  }

  /**
   * Checks an intent that a client sends as if it had been parsed. Nothing of it is believed: the
   * devices must offer the actions, and whether it must be confirmed is found out again.
   *
   * @throws HubFailure INVALID, NOT_FOUND
   */
  public ParsedIntent checked(
      String intent, Fields slots, List<Target> targets, List<DeviceAction> actions) {
    requireActions(actions);
    List<String> programs =
        targets.stream().map(Target::programId).filter(Objects::nonNull).distinct().toList();
    if (intent.equals(ScheduleReader.INTENT)) {
      return schedule(slots, programs, targets, actions);
    }
    if (ABOUT_PROGRAMS.contains(intent)) {
      return aboutProgram(intent, programs);
    }
    Optional<String> meant = programMeantBy(intent);
    if (actions.isEmpty() && meant.isPresent()) {
      return aboutProgram(ProgramReader.RUN, List.of(meant.get()));
    }
    return Intents.acting(intent, 1, slots, targets, actions, caution().reason(actions));
  }

  private void requireActions(List<DeviceAction> actions) {
    if (actions.size() > IntentsContract.MAX_ACTIONS) {
      throw HubFailure.invalid(
              "More than %d actions.".formatted(IntentsContract.MAX_ACTIONS), "Send fewer at once.")
          .reason(Reasons.TOO_MANY);
    }
    for (DeviceAction action : actions) {
      KnownDevice device = house.device(action.deviceId());
      if (device == null) {
        throw HubFailure.notFound("device", action.deviceId());
      }
      if (device.command(action.command()).isEmpty()) {
        throw HubFailure.invalid(
                "%s does not offer '%s'.".formatted(device.name(), action.command()),
                "Choose one of the device's commands.")
            .reason(Planned.Refusal.NOT_OFFERED.name());
      }
    }
  }

  private ParsedIntent aboutProgram(String intent, List<String> programs) {
    if (programs.size() != 1) {
      throw HubFailure.invalid(
          "'%s' needs one program among its targets.".formatted(intent), "Name one program.");
    }
    if (house.program(programs.get(0)) == null) {
      throw HubFailure.notFound("program", programs.get(0));
    }
    return new ProgramReader(scene()).read(intent, programs, 1).intent();
  }

  private ParsedIntent schedule(
      Fields slots, List<String> programs, List<Target> targets, List<DeviceAction> actions) {
    if (slots.object(ScheduleReader.SLOT).isEmpty()) {
      throw HubFailure.invalid("A schedule needs the slot 'schedule'.", "Send at and days in it.");
    }
    if (actions.isEmpty()) {
      ParsedIntent run = aboutProgram(ProgramReader.RUN, programs);
      if (Reasons.FORBIDDEN.equals(run.reason())) {
        return run;
      }
    }
    return Intents.acting(ScheduleReader.INTENT, 1, slots, targets, actions, Caution.SCHEDULES);
  }

  private Optional<String> programMeantBy(String intent) {
    return house.semantics().stream()
        .filter(semantic -> semantic.intents().contains(intent))
        .map(ProgramSemantic::programId)
        .filter(id -> house.program(id) != null)
        .findFirst();
  }

  private Caution caution() {
    return new Caution(knowledge.table(), house);
  }

  private Scene scene() {
    Language language = knowledge.languages().get(0);
    DeviceKinds kinds = DeviceKinds.of(knowledge.table(), house, language);
    return new Scene(language, house, knowledge.table(), kinds, Map.of(), null);
  }
}
