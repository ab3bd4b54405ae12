package io.busbar.hub.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The effective text of every key, with its origin, and typed ways to read it. A value of the wrong
 * form is a {@link ConfigFault} that names the key.
 */
public final class Settings {
  private static final String OFF = "off";
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

  private final Map<ConfigKey, Setting> effective;

  /**
   * @param value the text, empty when unset
   * @param origin "default", "environment", the path of the file or an option
   */
  public record Setting(String value, String origin) {}

  Settings(Map<ConfigKey, Setting> given) {
    effective = new EnumMap<>(ConfigKey.class);
    for (ConfigKey key : ConfigKey.values()) {
      effective.put(key, given.getOrDefault(key, new Setting(key.fallback(), "default")));
    }
  }

  /** The effective setting of a key. */
  public Setting get(ConfigKey key) {
    return Objects.requireNonNull(effective.get(key));
  }

  /** The same settings, but for one that the command line decides. */
  public Settings with(ConfigKey key, String value, String option) {
    Map<ConfigKey, Setting> changed = new EnumMap<>(effective);
    changed.put(key, new Setting(value, option));
    return new Settings(changed);
  }

  String text(ConfigKey key) {
    return get(key).value();
  }

  boolean isSet(ConfigKey key) {
    return !text(key).isEmpty();
  }

  @Nullable Secret secret(ConfigKey key) {
    return isSet(key) ? new Secret(text(key)) : null;
  }

  @Nullable String optional(ConfigKey key) {
    return isSet(key) ? text(key) : null;
  }

  Path path(ConfigKey key) {
    return Path.of(text(key)).toAbsolutePath().normalize();
  }

  List<String> list(ConfigKey key) {
    return Arrays.stream(text(key).split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  boolean flag(ConfigKey key) {
    return switch (normal(text(key))) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw misread(key, "Write true or false.");
    };
  }

  int port(ConfigKey key) {
    return number(key, 0, 65_535);
  }

  /** Null when it says "off". */
  @Nullable Integer optionalPort(ConfigKey key) {
    return text(key).strip().equalsIgnoreCase(OFF) ? null : port(key);
  }

  int number(ConfigKey key, int min, int max) {
    String hint = "Write a whole number from %d to %d.".formatted(min, max);
    int value = parsed(key, Integer::parseInt, hint);
    if (value < min || value > max) {
      throw misread(key, hint);
    }
    return value;
  }

  /** Degrees of a circle, down to minus the most; null when unset. */
  @Nullable Double degrees(ConfigKey key, int most) {
    if (!isSet(key)) {
      return null;
    }
    String hint = "Write degrees like 52.52, from -%d to %d.".formatted(most, most);
    double value = parsed(key, Double::parseDouble, hint);
    if (!(Math.abs(value) <= most)) {
      throw misread(key, hint);
    }
    return value;
  }

  Duration span(ConfigKey key, Duration min, Duration max) {
    String hint = "Write a time like 500ms, 15s, 5m or 1h, from %s to %s.".formatted(min, max);
    Duration value = parsed(key, Settings::span, hint);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw misread(key, hint);
    }
    return value;
  }

  ByteSize size(ConfigKey key, String min, String max) {
    String hint = "Write a size like 64KiB or 1MiB, from %s to %s.".formatted(min, max);
    ByteSize value = parsed(key, ByteSize::parse, hint);
    if (value.compareTo(ByteSize.parse(min)) < 0 || value.compareTo(ByteSize.parse(max)) > 0) {
      throw misread(key, hint);
    }
    return value;
  }

  <E extends Enum<E>> E choice(ConfigKey key, Class<E> type) {
    for (E each : type.getEnumConstants()) {
      if (each.name().equalsIgnoreCase(text(key).strip())) {
        return each;
      }
    }
    String choices = normal(Arrays.toString(type.getEnumConstants()));
    throw misread(key, "Write one of " + choices + ".");
  }

  private <T> T parsed(ConfigKey key, Function<String, T> parser, String hint) {
    try {
      return parser.apply(text(key).strip());
    } catch (IllegalArgumentException e) {
      throw misread(key, hint);
    }
  }

  private ConfigFault misread(ConfigKey key, String hint) {
    Setting setting = get(key);
    String shown = key.secret() ? Secret.HIDDEN : "'" + setting.value() + "'";
    return ConfigFault.of(key, "from " + setting.origin() + " cannot be " + shown, hint);
  }

  private static Duration span(String text) {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a time");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static String normal(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
