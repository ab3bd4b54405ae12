package io.busbar.drivers.discovery.template;

/**
 * A word of a template.
 *
 * @param at where it begins in the source
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    TEXT,
    OUTPUT,
    OUTPUT_END,
    BLOCK,
    BLOCK_END,
    NAME,
    NUMBER,
    STRING,
    SYMBOL,
    END
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }
}
