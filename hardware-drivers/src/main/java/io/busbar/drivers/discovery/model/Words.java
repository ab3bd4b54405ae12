package io.busbar.drivers.discovery.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names strangers gave, made fit to be shown and to be keys. */
public final class Words {
  /** Longest name of a device. */
  public static final int MAX_NAME = 128;

  /** Longest text of a state. */
  public static final int MAX_TEXT = 1_000;

  /** Longest key of a command or a sensor. */
  public static final int MAX_KEY = 64;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern NOT_KEY = Pattern.compile("[^a-z0-9]+");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");
  private static final Pattern BREAK = Pattern.compile("[_\\s-]+");
  private static final Pattern EDGE = Pattern.compile("^_+|_+$");

  private Words() {}

  /** Without control characters and surrounding blanks, at most so long. */
  public static String clean(String text, int max) {
    String head = text.length() > 4 * max ? text.substring(0, 4 * max) : text;
    String flat = CONTROL.matcher(head).replaceAll(" ").strip();
    if (flat.length() <= max) {
      return flat;
    }
    int end = Character.isHighSurrogate(flat.charAt(max - 1)) ? max - 1 : max;
    return flat.substring(0, end);
  }

  /** The first of the names that is not blank, as the name of a device. */
  public static String name(String... names) {
    for (String name : names) {
      String clean = clean(name, MAX_NAME);
      if (!clean.isEmpty()) {
        return clean;
      }
    }
    return "Device";
  }

  /** Lower case, digits and underscores; what has none of them becomes {@code value}. */
  public static String key(String text) {
    String head = text.length() > MAX_KEY ? text.substring(0, MAX_KEY) : text;
    String words = HUMP.matcher(head).replaceAll("_").toLowerCase(Locale.ROOT);
    String key = EDGE.matcher(NOT_KEY.matcher(words).replaceAll("_")).replaceAll("");
    return key.isEmpty() ? "value" : key.substring(0, Math.min(MAX_KEY, key.length()));
  }

  /** A key as a label: {@code set_brightness} is Set brightness. */
  public static String label(String key) {
    String words =
        BREAK.matcher(HUMP.matcher(clean(key, MAX_NAME)).replaceAll(" ")).replaceAll(" ");
    String text = words.strip();
    return text.isEmpty()
        ? key
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1).toLowerCase(Locale.ROOT);
  }
}
