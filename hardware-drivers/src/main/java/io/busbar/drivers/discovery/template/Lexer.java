package io.busbar.drivers.discovery.template;

import io.busbar.drivers.discovery.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts the source of a template into words. */
final class Lexer {
  private static final int MAX_TOKENS = 4_000;
  private static final String CLOSE = "End it with '}}', '%}' or '#}'.";
  private static final List<String> LONG_SYMBOLS = List.of("**", "//", "==", "!=", "<=", ">=");
  private static final String SYMBOLS = "+-*/%~<>=()[]{}.,:|";

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean trims;

  Lexer(String source) {
    this.source = source;
  }

  List<Token> tokens() {
    while (at < source.length()) {
      text();
      if (at < source.length()) {
        code();
      }
    }
    add(Kind.END, "", at);
    return tokens;
  }

  private void text() {
    int begin = at;
    int end = nextCode(begin);
    boolean trimsRight = end + 2 < source.length() && source.charAt(end + 2) == '-';
    String text = source.substring(begin, end);
    text = trims ? text.stripLeading() : text;
    text = trimsRight ? text.stripTrailing() : text;
    if (!text.isEmpty()) {
      add(Kind.TEXT, text, begin);
    }
    trims = false;
    at = end;
  }

  private int nextCode(int from) {
    int brace = source.indexOf('{', from);
    while (brace >= 0 && brace + 1 < source.length()) {
      if ("{%#".indexOf(source.charAt(brace + 1)) >= 0) {
        return brace;
      }
      brace = source.indexOf('{', brace + 1);
    }
    return source.length();
  }

  private void code() {
    int begin = at;
    char kind = source.charAt(at + 1);
    at += 2;
    if (kind == '#') {
      comment(begin);
      return;
    }
    if (at < source.length() && "-+".indexOf(source.charAt(at)) >= 0) {
      at++;
    }
    boolean output = kind == '{';
    add(output ? Kind.OUTPUT : Kind.BLOCK, "", begin);
    String close = output ? "}}" : "%}";
    int depth = 0;
    while (depth > 0 || !closes(close)) {
      word(begin);
      Token word = tokens.get(tokens.size() - 1);
      depth += word.isSymbol("{") ? 1 : word.isSymbol("}") ? -1 : 0;
    }
    add(output ? Kind.OUTPUT_END : Kind.BLOCK_END, "", at);
    trims = source.charAt(at) == '-';
    at += trims || source.charAt(at) == '+' ? 3 : 2;
  }

  private boolean closes(String close) {
    skipSpace();
    boolean trimmed = source.startsWith("-" + close, at) || source.startsWith("+" + close, at);
    return trimmed || source.startsWith(close, at);
  }

  private void comment(int begin) {
    int end = source.indexOf("#}", at);
    if (end < 0) {
      throw Trouble.at(source, begin, "the comment never ends", CLOSE);
    }
    trims = source.charAt(end - 1) == '-';
    at = end + 2;
  }

  private void word(int begin) {
    skipSpace();
    if (at >= source.length()) {
      throw Trouble.at(source, begin, "it never ends", CLOSE);
    }
    char c = source.charAt(at);
    if (isLetter(c)) {
      name(at);
    } else if (isDigit(c)) {
      number();
    } else if (c == '\'' || c == '"') {
      string(c);
    } else {
      symbol();
    }
  }

  private void name(int begin) {
    while (at < source.length() && (isLetter(source.charAt(at)) || isDigit(source.charAt(at)))) {
      at++;
    }
    add(Kind.NAME, source.substring(begin, at), begin);
  }

  private void number() {
    int begin = at;
    digits();
    boolean fraction =
        at + 1 < source.length() && source.charAt(at) == '.' && isDigit(source.charAt(at + 1));
    if (fraction) {
      at++;
      digits();
    }
    add(Kind.NUMBER, source.substring(begin, at).replace("_", ""), begin);
  }

  private void digits() {
    while (at < source.length() && (isDigit(source.charAt(at)) || source.charAt(at) == '_')) {
      at++;
    }
  }

  private void string(char quote) {
    int begin = at++;
    StringBuilder text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != quote) {
      char c = source.charAt(at++);
      text.append(c == '\\' && at < source.length() ? escaped(source.charAt(at++)) : "" + c);
    }
    if (at >= source.length()) {
      throw Trouble.at(source, begin, "the text never ends", "Close it with " + quote + ".");
    }
    at++;
    add(Kind.STRING, text.toString(), begin);
  }

  /** What is no known escape stays as it is, as patterns need it. */
  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '\\', '\'', '"' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private void symbol() {
    for (String symbol : LONG_SYMBOLS) {
      if (source.startsWith(symbol, at)) {
        add(Kind.SYMBOL, symbol, at, symbol.length());
        return;
      }
    }
    if (SYMBOLS.indexOf(source.charAt(at)) < 0) {
      throw Trouble.at(source, at, "a character that means nothing here", "Leave it out.");
    }
    add(Kind.SYMBOL, source.substring(at, at + 1), at, 1);
  }

  private void add(Kind kind, String text, int begin, int length) {
    at += length;
    add(kind, text, begin);
  }

  private void add(Kind kind, String text, int begin) {
    if (tokens.size() >= MAX_TOKENS) {
      throw Trouble.at(source, begin, "it has too many words", "Use a shorter template.");
    }
    tokens.add(new Token(kind, text, begin));
  }

  private void skipSpace() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
  }

  private static boolean isLetter(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
