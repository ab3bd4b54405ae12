package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.Alternative;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.intents.ParsedIntent.Target;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.language.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes a parsed intent may take. */
final class Intents {
  private static final double UNSURE = 0.5;

  private Intents() {}

  static ParsedIntent none(String reason, Language language) {
    return new ParsedIntent(
        ParsedIntent.NONE,
        0,
        Fields.EMPTY,
        List.of(),
        List.of(),
        false,
        reason,
        language.hint(reason),
        null,
        List.of());
  }

  static ParsedIntent acting(
      String intent,
      double confidence,
      Fields slots,
      List<Target> targets,
      List<DeviceAction> actions,
      @Nullable String confirm) {
    return new ParsedIntent(
        intent,
        confidence,
        slots,
        targets,
        actions,
        confirm != null,
        confirm,
        null,
        null,
        List.of());
  }

  static ParsedIntent refused(
      String intent,
      double confidence,
      Fields slots,
      List<Target> targets,
      String reason,
      Language language) {
    return new ParsedIntent(
        intent,
        confidence,
        slots,
        targets,
        List.of(),
        false,
        reason,
        language.hint(reason),
        null,
        List.of());
  }

  static ParsedIntent ambiguous(
      String intent,
      double confidence,
      Fields slots,
      List<Alternative> alternatives,
      Language language) {
    return new ParsedIntent(
        intent,
        confidence * UNSURE,
        slots,
        List.of(),
        List.of(),
        false,
        Reasons.AMBIGUOUS,
        language.hint(Reasons.AMBIGUOUS),
        null,
        alternatives);
  }
}
