package io.busbar.drivers.process.log;

import io.busbar.contracts.bus.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Replaces secrets by value, wherever they stand in a line and also where they are written as in
 * JSON or in a URL. Secrets shorter than four characters are let through: they would blank out
 * ordinary text.
 */
public final class Redaction {
  static final String MASK = "[redacted]";
  private static final int MIN_LENGTH = 4;

  private final List<String> forms;

  private Redaction(List<String> forms) {
    this.forms = forms;
  }

  public static Redaction of(Collection<String> secrets) {
    Set<String> forms = new LinkedHashSet<>();
    for (String secret : secrets) {
      addForms(forms, secret);
      secret.lines().forEach(line -> addForms(forms, line));
    }
    return new Redaction(
        forms.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList());
  }

  /** The text without any secret. */
  public String apply(String text) {
    String clean = text;
    for (String form : forms) {
      clean = clean.replace(form, MASK);
    }
    return clean;
  }

  private static void addForms(Set<String> forms, String written) {
    String secret = written.strip();
    if (secret.length() < MIN_LENGTH) {
      return;
    }
    String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String json = inner(Json.text(secret));
    forms.add(secret);
    forms.add(json);
    forms.add(json.replace("/", "\\/"));
    forms.add(ascii(json));
    forms.add(url);
    forms.add(url.replace("+", "%20"));
    forms.add(lowerCaseEscapes(url));
    forms.add(lowerCaseEscapes(url.replace("+", "%20")));
  }

  private static String inner(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  /** As writers do that escape everything beyond ASCII. */
  private static String ascii(String json) {
    StringBuilder text = new StringBuilder();
    json.chars()
        .forEach(c -> text.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    return text.toString();
  }

  private static String lowerCaseEscapes(String url) {
    StringBuilder text = new StringBuilder(url);
    for (int at = text.indexOf("%"); at >= 0; at = text.indexOf("%", at + 1)) {
      text.setCharAt(at + 1, Character.toLowerCase(text.charAt(at + 1)));
      text.setCharAt(at + 2, Character.toLowerCase(text.charAt(at + 2)));
    }
    return text.toString();
  }
}
