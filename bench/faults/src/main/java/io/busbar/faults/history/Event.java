package io.busbar.faults.history;

import io.vertx.core.json.JsonObject;

/**
 * One line of a history.
 *
 * @param at microseconds since the run began
 * @param phase what became known of the operation
 * @param op what kind of operation it is, such as {@code write}
 * @param id joins the lines of one operation
 * @param key what it is about: a register, a device, a command
 * @param value what was written, read, seen
 * @param who client, node or feed
 */
public record Event(
    long at, Phase phase, String op, long id, String key, String value, String who) {
  /** What a line says of its operation. */
  public enum Phase {
    /** It was asked for; the outcome is open. */
    INVOKE,
    /** It was done. */
    OK,
    /** It was refused and not done. */
    FAIL,
    /** Nobody knows whether it was done. */
    UNKNOWN,
    /** Something was noticed; there was no question. */
    SEEN
  }

  /** As a line of the history file. */
  public String line() {
    return new JsonObject()
        .put("at", at)
        .put("phase", phase.name())
        .put("op", op)
        .put("id", id)
        .put("key", key)
        .put("value", value)
        .put("who", who)
        .encode();
  }

  /** Reads what {@link #line} wrote. */
  public static Event of(String line) {
    JsonObject json = new JsonObject(line);
    return new Event(
        json.getLong("at"),
        Phase.valueOf(json.getString("phase")),
        json.getString("op"),
        json.getLong("id"),
        json.getString("key"),
        json.getString("value"),
        json.getString("who"));
  }

  public boolean is(String operation, Phase wanted) {
    return phase == wanted && op.equals(operation);
  }

  /** The value as a number. */
  public long number() {
    return Long.parseLong(value);
  }
}
