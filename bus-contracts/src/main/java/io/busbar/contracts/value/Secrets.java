package io.busbar.contracts.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows a secret by the name of its field, and keeps it from those who need not see it. */
public final class Secrets {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i:password|passwd|passphrase|secret|token|credential|(api|private|access)[_-]?key)"
              + "|(?<![a-zA-Z])(?i:pin)(?![a-z])|(?<=[a-z0-9])Pin(?![a-z])");

  private static final int MOST_REMEMBERED = 2_000;
  private static final int LONGEST_REMEMBERED = 64;

  /** What was found about names: a house uses the same few again and again. */
  private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

  private Secrets() {}

  public static boolean isSecret(String field) {
    Boolean known = KNOWN.get(field);
    if (known != null) {
      return known;
    }
    boolean secret = NAME.matcher(field).find();
    if (field.length() <= LONGEST_REMEMBERED && KNOWN.size() < MOST_REMEMBERED) {
      KNOWN.put(field, secret);
    }
    return secret;
  }

  /** The fields without their secrets, at any depth. */
  public static Fields without(Fields fields) {
    Map<String, @Nullable Object> clean = new LinkedHashMap<>();
    fields
        .values()
        .forEach(
            (key, value) -> {
              if (!isSecret(key)) {
                clean.put(key, cleaned(value));
              }
            });
    return new Fields(clean);
  }

  private static @Nullable Object cleaned(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      return without(Fields.from(value)).values();
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> clean = new ArrayList<>(list.size());
      list.forEach(item -> clean.add(cleaned(item)));
      return clean;
    }
    return value;
  }
}
