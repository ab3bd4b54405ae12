package io.busbar.contracts.intents;

import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.intents.ParsedIntent.Target;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Understanding sentences, and how people speak of programs (spec 9.6; 4.3, 26 to 31). */
public final class IntentsContract {
  /** The most devices one sentence may act on. */
  public static final int MAX_ACTIONS = 200;

  /** The longest sentence that is read. */
  public static final int MAX_TEXT = 500;

  /** Lists what is known of how people speak of programs. Never fails. */
  public static final RequestAddress<ListSemantics, Semantics> LIST_SEMANTICS =
      RequestAddress.of("hub.intents.list-semantics", ListSemantics.class, Semantics.class);

  /**
   * Creates a program semantic, or replaces the one with the same id. Succeeds when stored durably.
   * Fails: INVALID, with one detail a fault · NOT_FOUND its program · OVERLOADED too many of them ·
   * UNAVAILABLE the store is down or programs cannot be read.
   */
  public static final RequestAddress<SaveSemantic, ProgramSemantic> SAVE_SEMANTIC =
      RequestAddress.of("hub.intents.save-semantic", SaveSemantic.class, ProgramSemantic.class);

  /**
   * Deletes a program semantic; with the id of a program, all that speak of it. Succeeds when
   * stored durably. Fails: NOT_FOUND · UNAVAILABLE.
   */
  public static final RequestAddress<RemoveSemantic, SemanticRemoved> REMOVE_SEMANTIC =
      RequestAddress.of("hub.intents.remove-semantic", RemoveSemantic.class, SemanticRemoved.class);

  /**
   * Says what a sentence means and does nothing. A sentence that is not understood succeeds too,
   * with the intent {@code none}; one that may mean several things has alternatives and no action.
   * Fails: INVALID a text that is empty or too long, a locale without a language · UNAVAILABLE the
   * house is not known yet.
   */
  public static final RequestAddress<ParseIntent, ParsedIntent> PARSE =
      RequestAddress.of("hub.intents.parse", ParseIntent.class, ParsedIntent.class)
          .within(Duration.ofSeconds(5))
          .atMost(256);

  /**
   * Does what a sentence, or a parsed intent, says. A parsed intent is checked again: actions
   * against the devices' catalogs, and whether it must be confirmed. Succeeds with {@code
   * executed:false} when nothing was understood, when it may mean several things, when no sentence
   * may run the program, or when it must be confirmed and is not; else with a result for each
   * action, failed ones included. Fails: INVALID neither text nor intent, an action the device does
   * not offer, too many actions · NOT_FOUND a device or program that does not exist · UNAVAILABLE
   * the house is not known yet.
   */
  public static final RequestAddress<ExecuteIntent, IntentOutcome> EXECUTE =
      RequestAddress.of("hub.intents.execute", ExecuteIntent.class, IntentOutcome.class)
          .within(Duration.ofSeconds(45))
          .atMost(128);

  /** A program semantic was saved or removed. */
  public static final EventAddress<SemanticChanged> SEMANTIC_CHANGED =
      new EventAddress<>("hub.intents.semantic-changed", SemanticChanged.class);

  private IntentsContract() {}

  public record ListSemantics(@Nullable String programId) {}

  public record Semantics(@JsonValue List<ProgramSemantic> semantics) {}

  public record SaveSemantic(Fields body) {}

  public record RemoveSemantic(String id) {}

  public record SemanticRemoved(String id, boolean removed) {}

  /**
   * @param spaceId where it is said: what "here" and "this room" mean
   * @param locale {@code en}, {@code de-CH}; absent: every language the hub knows is tried
   */
  public record ParseIntent(String text, @Nullable String spaceId, @Nullable String locale) {}

  /**
   * @param text a sentence; the intent, targets and actions are not looked at then
   * @param confirm true: a person has confirmed
   * @param intent as it was parsed, or one that a program semantic names
   */
  public record ExecuteIntent(
      @Nullable String text,
      @Nullable String spaceId,
      @Nullable String locale,
      @Nullable Boolean confirm,
      @Nullable String intent,
      @Nullable Fields slots,
      @Nullable List<Target> targets,
      @Nullable List<DeviceAction> actions,
      Source source,
      @Nullable Principal by) {}

  public record SemanticChanged(boolean removed, ProgramSemantic semantic) {}
}
