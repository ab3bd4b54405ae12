package io.busbar.verticles.integrations;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.integrations.IntegrationsContract.Option;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.netty.util.NetUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value of each property type must be (spec 7.3). An unknown type is a text. */
final class PropertyTypes {
  private static final int LONGEST_TEXT = 8192;
  private static final int LONGEST_JSON = 65_536;
  private static final double MAX_PORT = 65_535;

  private PropertyTypes() {}

  /** What is wrong with a value; empty when nothing is. */
  static Optional<String> fault(PropertyDef def, Object value) {
    return switch (def.type().toLowerCase(Locale.ROOT)) {
      case "number" -> number(def, value);
      case "integer" -> whole(value).or(() -> number(def, value));
      case "port" ->
          whole(value).or(() -> range(value, 1.0, MAX_PORT)).or(() -> number(def, value));
      case "boolean" -> unless(value instanceof Boolean, "use true or false");
      case "select" -> option(def.options(), value);
      case "ip" -> unless(value instanceof String text && isIp(text), "use an IP address");
      case "url" ->
          unless(value instanceof String text && isUrl(text), "use a URL such as http://host/path");
      case "json" -> json(value);
      default -> text(value);
    };
  }

  private static Optional<String> number(PropertyDef def, Object value) {
    return range(value, def.min(), def.max());
  }

  private static Optional<String> range(Object value, @Nullable Double min, @Nullable Double max) {
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      return Optional.of("use a number");
    }
    if (min != null && number.doubleValue() < min) {
      return Optional.of("use at least %s".formatted(plain(min)));
    }
    if (max != null && number.doubleValue() > max) {
      return Optional.of("use at most %s".formatted(plain(max)));
    }
    return Optional.empty();
  }

  private static Optional<String> whole(Object value) {
    boolean whole =
        value instanceof Number number
            && Double.isFinite(number.doubleValue())
            && Math.rint(number.doubleValue()) == number.doubleValue();
    return unless(whole, "use a whole number");
  }

  private static Optional<String> option(List<Option> options, Object value) {
    boolean offered = options.stream().anyMatch(option -> option.value().equals(value));
    String names = options.stream().map(Option::value).collect(Collectors.joining(", "));
    return unless(offered, "use one of " + names);
  }

  private static Optional<String> text(Object value) {
    if (!(value instanceof String text)) {
      return Optional.of("use a text");
    }
    return unless(
        text.length() <= LONGEST_TEXT && text.indexOf('\0') < 0,
        "use at most %d characters, none of them NUL".formatted(LONGEST_TEXT));
  }

  private static Optional<String> json(Object value) {
    String text = value instanceof String written ? written : Json.text(value);
    if (text.length() > LONGEST_JSON) {
      return Optional.of("use at most %d characters".formatted(LONGEST_JSON));
    }
    return unless(
        value instanceof Map || value instanceof List || isJsonObject(text), "use a JSON object");
  }

  private static boolean isJsonObject(String text) {
    try {
      return Json.readObject(text.getBytes(StandardCharsets.UTF_8)) != null;
    } catch (HubFailure malformed) {
      return false;
    }
  }

  private static boolean isIp(String text) {
    return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
  }

  private static boolean isUrl(String text) {
    try {
      URI url = new URI(text);
      return text.length() <= LONGEST_TEXT && url.getScheme() != null && url.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static Optional<String> unless(boolean fine, String fault) {
    return fine ? Optional.empty() : Optional.of(fault);
  }
}
