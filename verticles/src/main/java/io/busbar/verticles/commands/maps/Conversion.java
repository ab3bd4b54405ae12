package io.busbar.verticles.commands.maps;

import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.value.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies the {@code valueMap} and {@code transform} of an action map (spec 9.4). Pure. */
public final class Conversion {
  private static final int MAX_DECIMALS = 10;

  private Conversion() {}

  /** The arguments with their top-level values converted. */
  public static Fields of(ActionMap map, Fields arguments) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    arguments.values().forEach((key, value) -> result.put(key, converted(map, value)));
    return new Fields(result);
  }

  private static @Nullable Object converted(ActionMap map, @Nullable Object value) {
    Fields valueMap = map.valueMap();
    if (valueMap != null && valueMap.has(String.valueOf(value))) {
      return valueMap.get(String.valueOf(value));
    }
    if (map.transform() == null || !(value instanceof Number number)) {
      return value;
    }
    return transformed(map.transform(), number.doubleValue());
  }

  private static Object transformed(Fields transform, double value) {
    double result = value * number(transform, "scale", 1) + number(transform, "offset", 0);
    Object round = transform.get("round");
    if (Boolean.TRUE.equals(round)) {
      return Math.round(result);
    }
    return round instanceof Number decimals && Double.isFinite(result)
        ? BigDecimal.valueOf(result)
            .setScale(decimals.intValue(), RoundingMode.HALF_UP)
            .doubleValue()
        : result;
  }

  private static double number(Fields transform, String key, double otherwise) {
    return transform.get(key) instanceof Number number ? number.doubleValue() : otherwise;
  }

  /**
   * Checks a transform.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID with the path of the first fault
   */
  static void require(Part transform) {
    Double scale = transform.number("scale");
    Double offset = transform.number("offset");
    Object round = transform.fields().get("round");
    boolean decimals = round instanceof Integer number && number >= 0 && number <= MAX_DECIMALS;
    if (round != null && !(round instanceof Boolean) && !decimals) {
      throw Fault.at(
          transform.at("round"),
          "must be true, false or a number of decimals from 0 to " + MAX_DECIMALS,
          "True rounds to whole numbers.");
    }
    if (scale == null && offset == null && round == null) {
      throw Fault.at(
          transform.path(), "does nothing", "Set scale, offset or round, or leave it out.");
    }
  }
}
