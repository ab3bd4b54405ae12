package io.busbar.verticles.intents.language;

import java.util.List;
import java.util.Map;

/** A sentence pattern, parsed: words, classes, slots, options and alternatives. */
public sealed interface Template {
  /** Plain words. */
  record Plain(List<String> words) implements Template {}

  /** One of the phrases of a class. */
  record OneOf(String name) implements Template {}

  /** Something that is read and kept. */
  record Slot(String type) implements Template {}

  /** May be there. */
  record Maybe(Template inner) implements Template {}

  /** One of several. */
  record Either(List<Template> choices) implements Template {}

  /** One after the other. */
  record All(List<Template> parts) implements Template {}

  /**
   * Reads {@code "<turn> {targets} (on | off) [please]"}; {@code $rule} stands for one of the
   * sentences of a rule.
   *
   * @throws IllegalArgumentException the pattern has a fault
   */
  static Template read(String text, Map<String, List<String>> rules) {
    return new TemplateReader(text, rules, 0).read();
  }
}
