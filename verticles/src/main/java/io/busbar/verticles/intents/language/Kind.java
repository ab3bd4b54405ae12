package io.busbar.verticles.intents.language;

/**
 * A kind of device, as a word names it.
 *
 * @param name its key in {@code acts.json}
 */
public record Kind(String name, Form form) {
  /** How many a word speaks of. */
  public enum Form {
    ONE,
    MANY,
    MASS
  }
}
