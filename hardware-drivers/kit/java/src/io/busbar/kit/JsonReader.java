package io.busbar.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one JSON text; a later member of the same name wins. */
final class JsonReader {
  static final int MAX_DEPTH = 64;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,400})(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,5})?");
  private static final int LONG_DIGITS = 18;

  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  @Nullable Object readAll() {
    Object value = value();
    skipSpace();
    if (at < text.length()) {
      throw wrong("text after the value");
    }
    return value;
  }

  private @Nullable Object value() {
    skipSpace();
    char c = peek();
    return switch (c) {
      case '{' -> nested(this::object);
      case '[' -> nested(this::list);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Object nested(Supplier<Object> read) {
    if (++depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH);
    }
    at++;
    Object value = read.get();
    depth--;
    return value;
  }

  private Object object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (isNext('}')) {
      return object;
    }
    do {
      skipSpace();
      String name = string();
      expect(':');
      object.put(name, value());
    } while (isNext(','));
    expect('}');
    return object;
  }

  private Object list() {
    List<@Nullable Object> list = new ArrayList<>();
    if (isNext(']')) {
      return list;
    }
    do {
      list.add(value());
    } while (isNext(','));
    expect(']');
    return list;
  }

  private String string() {
    if (peek() != '"') {
      throw wrong("a text expected");
    }
    at++;
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw wrong("a control character in a text");
      }
      out.append(c == '\\' ? escaped() : c);
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("an unknown escape");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw wrong("four hexadecimal digits expected");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private Number number() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong("a value expected");
    }
    at = matcher.end();
    String digits = matcher.group();
    boolean whole = matcher.group(1) == null && matcher.group(2) == null;
    if (whole && digits.length() <= LONG_DIGITS) {
      return Long.valueOf(digits);
    }
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw wrong("a number too large");
    }
    return value;
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("a value expected");
    }
    at += word.length();
    return value;
  }

  private boolean isNext(char c) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!isNext(c)) {
      throw wrong("'" + c + "' expected");
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("the text ends early");
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("malformed JSON at character %d: %s".formatted(at, what));
  }
}
