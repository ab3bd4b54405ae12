package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with reads of states in double braces: {@code states('light.x')}, {@code
 * states.light.x.state}, {@code state_attr('light.x', 'brightness')}, {@code is_state('light.x',
 * 'on')} and {@code is_state_attr('light.x', 'brightness', '30')}. Anything else is refused: this
 * is no language, and nothing of it is evaluated.
 */
public final class Template {
  private static final int LONGEST = 4_096;
  private static final int LONGEST_RESULT = 65_536;
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final String WORD = "\\s*['\"]([^'\"]*)['\"]\\s*";
  private static final Pattern CALL =
      Pattern.compile("(\\w+)\\(%s(?:,%s)?(?:,%s)?\\)".formatted(WORD, WORD, WORD));
  private static final Pattern PATH = Pattern.compile("states\\.(\\w+)\\.(\\w+)\\.(\\w+)");

  private Template() {}

  /**
   * @throws HubFailure INVALID when it holds anything else
   */
  public static String render(String text, Function<String, Optional<EntityState>> house) {
    if (text.length() > LONGEST) {
      throw refused("templates have at most 4,096 characters");
    }
    StringBuilder result = new StringBuilder();
    Matcher places = PLACE.matcher(text);
    int end = 0;
    while (places.find()) {
      result.append(plain(text.substring(end, places.start())));
      result.append(value(places.group(1).strip(), house));
      end = places.end();
      if (result.length() > LONGEST_RESULT) {
        throw refused("the result is too long");
      }
    }
    return result.append(plain(text.substring(end))).toString().strip();
  }

  private static String plain(String text) {
    if (text.contains("{{") || text.contains("{%") || text.contains("}}")) {
      throw refused("statements are not understood");
    }
    return text;
  }

  private static String value(String asked, Function<String, Optional<EntityState>> house) {
    Matcher path = PATH.matcher(asked);
    if (path.matches()) {
      return field(house.apply(path.group(1) + "." + path.group(2)), path.group(3));
    }
    Matcher call = CALL.matcher(asked);
    if (!call.matches()) {
      throw refused("'%s' is not understood".formatted(asked));
    }
    Optional<EntityState> entity = house.apply(call.group(2));
    String state = entity.map(EntityState::state).orElse(EntityState.UNKNOWN);
    return switch (call.group(1)) {
      case "states" -> state;
      case "is_state" -> said(state.equals(call.group(3)));
      case "state_attr" -> shown(attribute(entity, call.group(3)));
      case "is_state_attr" -> said(shown(attribute(entity, call.group(3))).equals(call.group(4)));
      default -> throw refused("'%s' is not understood".formatted(call.group(1)));
    };
  }

  private static String field(Optional<EntityState> entity, String name) {
    return switch (name) {
      case "state" -> entity.map(EntityState::state).orElse("");
      case "name" -> entity.map(EntityState::name).orElse("");
      case "entity_id" -> entity.map(EntityState::entityId).orElse("");
      default -> throw refused("'%s' of a state is not understood".formatted(name));
    };
  }

  private static @Nullable Object attribute(Optional<EntityState> entity, @Nullable String name) {
    Fields attributes = entity.map(EntityState::attributes).orElse(Fields.EMPTY);
    return name == null ? null : attributes.get(name);
  }

  private static String shown(@Nullable Object value) {
    return value instanceof Boolean flag ? said(flag) : Objects.toString(value, "None");
  }

  private static String said(boolean flag) {
    return flag ? "True" : "False";
  }

  private static HubFailure refused(String why) {
    return HubFailure.invalid(
        "Error rendering template: " + why + ".",
        "Use states(), state_attr(), is_state(), is_state_attr() or states.<domain>.<name>.state.");
  }
}
