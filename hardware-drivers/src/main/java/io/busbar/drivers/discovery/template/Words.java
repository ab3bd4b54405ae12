package io.busbar.drivers.discovery.template;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.discovery.template.Token.Kind;
import java.util.List;

/** The words of a template, one after the other. */
final class Words {
  private final String source;
  private final List<Token> tokens;
  private int next;

  Words(String source) {
    this.source = source;
    this.tokens = new Lexer(source).tokens();
  }

  /** The word after the next one. */
  Token after() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  /** The word before the one that was taken last. */
  Token before() {
    return tokens.get(Math.max(next - 2, 0));
  }

  void skip(int count) {
    next += count;
  }

  Token peek() {
    return tokens.get(next);
  }

  Token take() {
    Token token = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  boolean takeName(String name) {
    boolean found = peek().isName(name);
    next += found ? 1 : 0;
    return found;
  }

  boolean takeSymbol(String symbol) {
    boolean found = peek().isSymbol(symbol);
    next += found ? 1 : 0;
    return found;
  }

  void expect(Kind kind, String what) {
    if (!take().is(kind)) {
      next--;
      throw wrong("%s expected".formatted(what), "Check what stands before it.");
    }
  }

  String name() {
    if (!peek().is(Kind.NAME)) {
      throw wrong("a name expected", "Use letters, digits and underscores.");
    }
    return take().text();
  }

  HubFailure wrong(String what, String hint) {
    return Trouble.at(source, peek().at(), what, hint);
  }
}
