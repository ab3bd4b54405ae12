package io.busbar.contracts.intents;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a sentence means (spec 4.3, INTENT_PARSE).
 *
 * @param intent {@code none} when nothing was understood
 * @param confidence 0 to 1; below 1 when a name was misspelt or shortened
 * @param slots what was said beside the targets: values, properties, words
 * @param targets what it is about
 * @param actions the commands it comes to; each is one the device offers
 * @param requiresConfirmation whether a person must confirm before it is executed
 * @param reason why there is no action, or why it must be confirmed; UPPER_SNAKE
 * @param hint how to say it better, for a person
 * @param answer to a question, from the present state
 * @param alternatives when it may mean several things; there is no action then
 */
public record ParsedIntent(
    String intent,
    double confidence,
    Fields slots,
    List<Target> targets,
    List<DeviceAction> actions,
    boolean requiresConfirmation,
    @Nullable String reason,
    @Nullable String hint,
    @Nullable Answer answer,
    List<Alternative> alternatives) {

  /** The intent of a sentence that was not understood. */
  public static final String NONE = "none";

  public ParsedIntent {
    targets = List.copyOf(targets);
    actions = List.copyOf(actions);
    alternatives = List.copyOf(alternatives);
  }

  /** A device, a program or a space, by the id that is set. */
  public record Target(
      @Nullable DeviceId deviceId,
      @Nullable String programId,
      @Nullable String spaceId,
      @Nullable String name) {
    public static Target device(DeviceId id, String name) {
      return new Target(id, null, null, name);
    }

    public static Target program(String id, String name) {
      return new Target(null, id, null, name);
    }

    public static Target space(String id, String name) {
      return new Target(null, null, id, name);
    }
  }

  /** One command on one device. */
  public record DeviceAction(DeviceId deviceId, String command, Fields payload) {
    public DeviceAction {
      payload = Objects.requireNonNullElse(payload, Fields.EMPTY);
    }
  }

  /**
   * @param text all readings in a sentence of the asked language
   */
  public record Answer(String text, List<Reading> readings) {
    public Answer {
      readings = List.copyOf(readings);
    }
  }

  /**
   * @param field the state's field
   * @param value null when it is not known
   */
  public record Reading(DeviceId deviceId, String name, String field, @Nullable Object value) {}

  /**
   * @param actions what would be done if this is meant
   */
  public record Alternative(Target target, List<DeviceAction> actions) {
    public Alternative {
      actions = List.copyOf(actions);
    }
  }
}
