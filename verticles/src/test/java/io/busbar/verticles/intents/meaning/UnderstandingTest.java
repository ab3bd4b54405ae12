package io.busbar.verticles.intents.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.intents.ParsedIntent.Target;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.meaning.Understanding.Knowledge;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnderstandingTest {
  private static final Knowledge KNOWLEDGE = Knowledge.load();
  private static final DeviceAction UNLOCK = action("front_door", "unlock");

  private final Understanding english = new Understanding(KNOWLEDGE, new ModelHouse("en").known());
  private final Understanding german = new Understanding(KNOWLEDGE, new ModelHouse("de").known());

  @Test
  void triesEveryLanguageWithoutALocale() {
    assertThat(parse(english, "turn on the floor lamp", null).intent()).isEqualTo("turn_on");
    assertThat(parse(german, "Schalte die Stehlampe ein", null).intent()).isEqualTo("turn_on");
    assertThat(parse(german, "Schalte die Stehlampe ein", "de-CH").intent()).isEqualTo("turn_on");
    assertThat(parse(german, "Schalte die Stehlampe ein", "en").intent()).isEqualTo("none");
    assertThat(parse(german, "Schalte die Stehlampe nicht ein", null).reason())
        .isEqualTo(Reasons.NEGATED);
    refuses(() -> parse(english, "hi", "xx"), FailureCode.INVALID, "UNKNOWN_LANGUAGE");
  }

  @Test
  void findsOutAgainWhetherToConfirm() {
    ParsedIntent sent = english.checked("turn_on", Fields.EMPTY, List.of(), List.of(UNLOCK));

    assertThat(sent.requiresConfirmation()).isTrue();
    assertThat(sent.reason()).isEqualTo(Caution.SECURITY);
    assertThat(checked(action("floor_lamp", "turn_on")).requiresConfirmation()).isFalse();
  }

  @Test
  void findsOutThatAllOfAFloorIsMeant() {
    ParsedIntent all = parse(english, "turn off all lights", "en");
    ParsedIntent sent = english.checked("turn_off", Fields.EMPTY, List.of(), all.actions());

    assertThat(sent.reason()).isEqualTo(Caution.BROAD);
    assertThat(sent.requiresConfirmation()).isTrue();
  }

  @Test
  void refusesActionsNoDeviceOffers() {
    refuses(
        () -> checked(action("hall_light", "set_brightness")), FailureCode.INVALID, "NOT_OFFERED");
    refuses(() -> checked(action("nowhere", "turn_on")), FailureCode.NOT_FOUND, "NOT_FOUND");
    List<DeviceAction> many = Collections.nCopies(201, action("floor_lamp", "turn_on"));
    refuses(
        () -> english.checked("turn_on", Fields.EMPTY, List.of(), many),
        FailureCode.INVALID,
        Reasons.TOO_MANY);
  }

  @Test
  void checksProgramsOfAnIntentThatIsSent() {
    Target panic = Target.program("panic", "Panic");

    assertThat(english.checked("run_program", Fields.EMPTY, List.of(panic), List.of()).reason())
        .isEqualTo(Reasons.FORBIDDEN);
    assertThat(
            english
                .checked(
                    "delete_program",
                    Fields.EMPTY,
                    List.of(Target.program("movie", "x")),
                    List.of())
                .requiresConfirmation())
        .isTrue();
    refuses(
        () -> english.checked("run_program", Fields.EMPTY, List.of(), List.of()),
        FailureCode.INVALID,
        "INVALID");
    refuses(
        () ->
            english.checked(
                "run_program", Fields.EMPTY, List.of(Target.program("no", "x")), List.of()),
        FailureCode.NOT_FOUND,
        "NOT_FOUND");
  }

  @Test
  void knowsNothingOfBrighterWithoutAState() {
    ParsedIntent parsed = english.parse("make the desk lamp brighter", null, "en", Map.of());

    assertThat(parsed.reason()).isEqualTo("STATE_UNKNOWN");
    assertThat(parsed.actions()).isEmpty();
  }

  @Test
  void offersWhatMayBeMeant() {
    ParsedIntent parsed = parse(english, "set the thermostat to 21 degrees", "en");

    assertThat(parsed.actions()).isEmpty();
    assertThat(parsed.alternatives()).hasSize(2);
    assertThat(parsed.alternatives()).allSatisfy(one -> assertThat(one.actions()).hasSize(1));
  }

  private ParsedIntent checked(DeviceAction action) {
    return english.checked("turn_on", Fields.EMPTY, List.of(), List.of(action));
  }

  private static ParsedIntent parse(
      Understanding understanding, String text, @Nullable String locale) {
    return understanding.parse(text, null, locale, new ModelHouse("en").states());
  }

  private static DeviceAction action(String device, String command) {
    return new DeviceAction(new DeviceId(device), command, Fields.EMPTY);
  }

  private static void refuses(ThrowingCallable call, FailureCode code, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.reason()).isEqualTo(reason);
              assertThat(failure.hint()).isNotBlank();
            });
  }
}
