package io.busbar.verticles.intents.language;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts text into words as they are compared: lower case, without accents and apostrophes. A comma
 * between words is a word.
 */
public final class Tokens {
  /** The comma between words. */
  static final String COMMA = ",";

  private static final int MAX = 120;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern APOSTROPHES = Pattern.compile("['\u2018\u2019\u02bc`\u00b4]");
  private static final Pattern TOKEN =
      Pattern.compile(
          "#[0-9a-f]{6}|\\d{1,2}:\\d{2}|\\d{1,9}(?:[.,]\\d{1,3})?|[\\p{L}\\p{N}_]+|[%\u00b0]|,(?=\\s|$)");

  private Tokens() {}

  /** The words of a text, at most {@value #MAX} of them. */
  public static List<String> of(String text) {
    String plain = APOSTROPHES.matcher(text.replace("\u00b0", " \u00b0 ")).replaceAll("");
    String folded = MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFKD)).replaceAll("");
    Matcher matcher = TOKEN.matcher(folded.toLowerCase(Locale.ROOT).replace("\u00df", "ss"));
    List<String> tokens = new ArrayList<>();
    while (tokens.size() < MAX && matcher.find()) {
      tokens.add(matcher.group());
    }
    return List.copyOf(tokens);
  }
}
