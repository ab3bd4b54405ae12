package io.busbar.verticles.programs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Between which numbers a value must lie; at least one of them is there. */
record Borders(@Nullable Double above, @Nullable Double below) {

  static Borders read(Part part) {
    Optional<Double> above = part.number("above", "gt");
    Optional<Double> below = part.number("below", "lt");
    if (!part.has("above", "gt", "below", "lt")) {
      part.fault("above", "is missing; give above, below or both");
    }
    if (above.isPresent() && below.isPresent() && above.get() >= below.get()) {
      part.fault(
          part.spelling("above", "gt"),
          "must be less than %s: no number is above one and below the other"
              .formatted(part.spelling("below", "lt")));
    }
    return new Borders(above.orElse(null), below.orElse(null));
  }
}
