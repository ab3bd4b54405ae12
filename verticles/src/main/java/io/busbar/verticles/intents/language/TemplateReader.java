package io.busbar.verticles.intents.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes a pattern's text apart. */
final class TemplateReader {
  private static final int MAX_DEPTH = 8;
  private final String text;
  private final Map<String, List<String>> rules;
  private final int depth;
  private int at;

  TemplateReader(String text, Map<String, List<String>> rules, int depth) {
    this.text = text;
    this.rules = rules;
    this.depth = depth;
    if (depth > MAX_DEPTH) {
      throw fault("rules refer to each other");
    }
  }

  Template read() {
    Template whole = choices(' ');
    if (at < text.length()) {
      throw fault("unexpected '" + text.charAt(at) + "'");
    }
    return whole;
  }

  private Template choices(char end) {
    List<Template> choices = new ArrayList<>();
    choices.add(sequence());
    while (at < text.length() && text.charAt(at) == '|') {
      at++;
      choices.add(sequence());
    }
    if (end != ' ' && (at >= text.length() || text.charAt(at++) != end)) {
      throw fault("'" + end + "' is missing");
    }
    return choices.size() == 1 ? choices.get(0) : new Template.Either(List.copyOf(choices));
  }

  private Template sequence() {
    List<Template> parts = new ArrayList<>();
    while (at < text.length() && "|)]".indexOf(text.charAt(at)) < 0) {
      if (text.charAt(at) == ' ') {
        at++;
        continue;
      }
      parts.add(part());
    }
    return parts.size() == 1 ? parts.get(0) : new Template.All(List.copyOf(parts));
  }

  private Template part() {
    char first = text.charAt(at);
    return switch (first) {
      case '<' -> new Template.OneOf(enclosed('>'));
      case '{' -> new Template.Slot(enclosed('}'));
      case '(' -> group(')');
      case '[' -> new Template.Maybe(group(']'));
      case '$' -> rule();
      default -> new Template.Plain(Tokens.of(word()));
    };
  }

  private Template group(char end) {
    at++;
    return choices(end);
  }

  private Template rule() {
    at++;
    String name = word();
    List<String> sentences = rules.get(name);
    if (sentences == null) {
      throw fault("no rule '" + name + "'");
    }
    return new Template.Either(
        sentences.stream()
            .map(sentence -> new TemplateReader(sentence, rules, depth + 1).read())
            .toList());
  }

  private String enclosed(char end) {
    int close = text.indexOf(end, at);
    if (close < 0) {
      throw fault("'" + end + "' is missing");
    }
    String inner = text.substring(at + 1, close);
    at = close + 1;
    return inner;
  }

  private String word() {
    int begin = at;
    while (at < text.length() && " |()[]{}<>$".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (begin == at) {
      throw fault("unexpected '" + text.charAt(at) + "'");
    }
    return text.substring(begin, at);
  }

  private IllegalArgumentException fault(String what) {
    return new IllegalArgumentException("Pattern '%s': %s".formatted(text, what));
  }
}
