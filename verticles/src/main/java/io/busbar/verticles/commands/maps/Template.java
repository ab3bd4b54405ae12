package io.busbar.verticles.commands.maps;

import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Readings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Arguments with placeholders such as {@code {{state.power}}}. A text that is nothing but a
 * placeholder becomes the value itself, whatever its type. Pure.
 */
public final class Template {
  private static final String OPENING = "{{";

  /** The root of what needs no path below it. */
  private static final String VALUE = "value";

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{\\s*([A-Za-z0-9_-]{1,128}(?:\\.[A-Za-z0-9_.-]{1,128})?)\\s*}}");

  private Template() {}

  /**
   * The template with every placeholder replaced.
   *
   * @param sources what placeholders look into, by their first word; others are left as they are
   */
  public static Fields filled(Fields template, Fields sources) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    template.values().forEach((key, value) -> result.put(key, filledValue(value, sources)));
    return new Fields(result);
  }

  private static @Nullable Object filledValue(@Nullable Object template, Fields sources) {
    if (template instanceof Map<?, ?>) {
      return filled(Fields.from(template), sources).values();
    }
    if (template instanceof List<?> list) {
      List<@Nullable Object> filled = new ArrayList<>(list.size());
      list.forEach(item -> filled.add(filledValue(item, sources)));
      return filled;
    }
    return template instanceof String text ? filledText(text, sources) : template;
  }

  private static @Nullable Object filledText(String text, Fields sources) {
    Matcher whole = PLACEHOLDER.matcher(text);
    if (whole.matches() && sources.has(root(whole.group(1)))) {
      return Readings.at(sources, whole.group(1));
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    sources.has(root(found.group(1)))
                        ? String.valueOf(Readings.at(sources, found.group(1)))
                        : found.group()));
  }

  /**
   * Checks that every placeholder of a template can be filled.
   *
   * @param roots the first words there are
   * @throws io.busbar.contracts.bus.HubFailure INVALID with the path of the first that cannot
   */
  static void require(Part template, Set<String> roots) {
    template.fields().values().forEach((key, value) -> require(template.at(key), value, roots));
  }

  private static void require(String path, @Nullable Object value, Set<String> roots) {
    if (value instanceof Map<?, ?>) {
      require(new Part(path, Fields.from(value)), roots);
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        require("%s[%d]".formatted(path, i), list.get(i), roots);
      }
    } else if (value instanceof String text) {
      requireText(path, text, roots);
    }
  }

  private static void requireText(String path, String text, Set<String> roots) {
    Matcher placeholders = PLACEHOLDER.matcher(text);
    while (placeholders.find()) {
      if (!isKnown(placeholders.group(1), roots)) {
        throw unknown(path, placeholders.group(), roots);
      }
    }
    String rest = PLACEHOLDER.matcher(text).replaceAll("");
    int opening = rest.indexOf(OPENING);
    if (opening >= 0) {
      throw unknown(path, rest.substring(opening, Math.min(rest.length(), opening + 40)), roots);
    }
  }

  private static boolean isKnown(String placeholder, Set<String> roots) {
    String root = root(placeholder);
    return roots.contains(root) && (root.equals(VALUE) || !root.equals(placeholder));
  }

  private static RuntimeException unknown(String path, String placeholder, Set<String> roots) {
    List<String> known =
        roots.stream()
            .sorted()
            .map(root -> root.equals(VALUE) ? "{{value}}" : "{{%s.x}}".formatted(root))
            .toList();
    return Fault.at(
        path,
        "holds a placeholder that means nothing: " + placeholder,
        "Use %s.".formatted(String.join(", ", known)));
  }

  private static String root(String placeholder) {
    int dot = placeholder.indexOf('.');
    return dot < 0 ? placeholder : placeholder.substring(0, dot);
  }
}
