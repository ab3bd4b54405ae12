package io.busbar.verticles.intents.language;

import java.util.List;

/** Makes patterns of what {@code patterns.json} says. */
final class Patterns {
  private Patterns() {}

  static List<Pattern> of(Grammar.Entry entry, Grammar grammar) {
    return entry.say().stream()
        .map(
            sentence ->
                new Pattern(
                    entry.intent(),
                    entry.act(),
                    entry.property(),
                    entry.value(),
                    Template.read(sentence, grammar.rules())))
        .toList();
  }
}
