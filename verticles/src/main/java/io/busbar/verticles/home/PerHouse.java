package io.busbar.verticles.home;

import io.busbar.verticles.home.model.HouseNow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A view of the house that is made once for as long as the house is the same. */
final class PerHouse<T> {
  private final Function<HouseNow, T> view;
  private @Nullable Made<T> last;

  private record Made<T>(HouseNow now, T view) {}

  PerHouse(Function<HouseNow, T> view) {
    this.view = view;
  }

  @SuppressWarnings("ReferenceEquality") // Equal houses are too large to be compared.
  T of(HouseNow now) {
    Made<T> present = last;
    if (present == null || present.now() != now) {
      present = new Made<>(now, view.apply(now));
      last = present;
    }
    return present.view();
  }
}
