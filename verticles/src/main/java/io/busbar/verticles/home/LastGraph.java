package io.busbar.verticles.home;

import io.busbar.contracts.home.HomeGraph;
import io.busbar.verticles.home.model.GraphBuilder;
import io.busbar.verticles.home.model.HouseNow;
import io.busbar.verticles.home.model.Wiring;
import org.jspecify.annotations.Nullable;

/** The home graph, drawn once for as long as house and wiring are the same. */
final class LastGraph {
  private @Nullable Drawn last;

  private record Drawn(HouseNow now, Wiring wiring, HomeGraph graph) {}

  @SuppressWarnings("ReferenceEquality") // Equal houses are too large to be compared.
  HomeGraph of(HomeGraph.Home home, HouseNow now, Wiring wiring) {
    Drawn present = last;
    if (present == null || present.now() != now || !present.wiring().equals(wiring)) {
      present = new Drawn(now, wiring, GraphBuilder.draw(home, now, wiring));
      last = present;
    }
    return present.graph();
  }
}
