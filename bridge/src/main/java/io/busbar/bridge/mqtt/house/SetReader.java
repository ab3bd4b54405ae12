package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.house.ShortForm.Call;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what clients send to {@code set} and {@code run}. Pure. */
final class SetReader {
  /** Longer requests are refused. */
  static final int MOST_BYTES = 65_536;

  private static final int MOST_CALLS = 16;
  private static final Set<String> ABOUT =
      Set.of("requestId", "correlationId", "waitMs", "command", "payload");

  private SetReader() {}

  /**
   * A request to a device.
   *
   * @param calls one command, or those of the short form
   */
  record Wanted(List<Call> calls, Terms terms) {}

  /**
   * What a request says of itself; null: nothing.
   *
   * @param waitMs how long to wait for the outcome
   */
  record Terms(
      @Nullable String requestId, @Nullable String correlationId, @Nullable Integer waitMs) {
    static final Terms NONE = new Terms(null, null, null);
  }

  /**
   * Reads an object; an empty message is the empty object.
   *
   * @throws HubFailure INVALID too long, or no JSON object
   */
  static Fields read(Bytes payload) {
    if (payload.length() > MOST_BYTES) {
      throw HubFailure.invalid(
          "The request is longer than %d bytes.".formatted(MOST_BYTES), "Send less.");
    }
    return payload.isEmpty() ? Fields.EMPTY : new Fields(Json.readObject(payload.value()));
  }

  /**
   * @throws HubFailure INVALID a term of the wrong type
   */
  static Terms terms(Fields body) {
    return new Terms(text(body, "requestId"), text(body, "correlationId"), waitMs(body));
  }

  /**
   * @throws HubFailure INVALID no command, too many, or one that cannot be read
   */
  static Wanted wanted(Fields body) {
    Terms terms = terms(body);
    String command = text(body, "command");
    List<Call> calls = command == null ? shortForm(body) : List.of(call(command, body));
    if (calls.isEmpty() || calls.size() > MOST_CALLS) {
      throw HubFailure.invalid(
          "The request has no command, or more than %d.".formatted(MOST_CALLS),
          "Send {\"command\":\"turn_on\"} or {\"power\":true}.");
    }
    return new Wanted(calls, terms);
  }

  private static Call call(String command, Fields body) {
    Object payload = body.get("payload");
    if (payload != null && !(payload instanceof Map)) {
      throw HubFailure.invalid("payload is no object.", "Send {\"payload\":{...}}.");
    }
    return new Call(command, body.object("payload"));
  }

  private static List<Call> shortForm(Fields body) {
    Fields state = body;
    for (String about : ABOUT) {
      state = state.without(about);
    }
    return ShortForm.calls(state.values());
  }

  private static @Nullable String text(Fields body, String key) {
    Object value = body.get(key);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw HubFailure.invalid("%s is no text.".formatted(key), "Send it in quotes.");
  }

  private static @Nullable Integer waitMs(Fields body) {
    Object value = body.get("waitMs");
    if (value == null || value instanceof Integer) {
      return (Integer) value;
    }
    throw HubFailure.invalid("waitMs is no whole number.", "Send milliseconds, 0 to 30000.");
  }
}
