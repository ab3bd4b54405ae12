package io.busbar.bridge.protocol;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.home.HomeContract.ReadContext;
import io.busbar.contracts.home.HomeContract.ReadGraph;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** The house as a whole and its zones. */
final class HouseCommands {
  private final HubBus bus;

  HouseCommands(HubBus bus) {
    this.bus = bus;
  }

  Map<String, ProtocolCommand> table() {
    return Map.of(
        "LIST_ZONES", asked -> listZones(),
        "GET_HOME_GRAPH",
            asked ->
                bus.request(HomeContract.GRAPH, new ReadGraph(asked.payload().number("depth"))),
        "GET_CONTEXT_SNAPSHOT",
            asked ->
                bus.request(
                    HomeContract.CONTEXT, new ReadContext(asked.payload().text("spaceId"))));
  }

  private Future<List<Space>> listZones() {
    return bus.request(SpacesContract.LIST, ListSpaces.ALL)
        .map(all -> all.spaces().stream().filter(HouseCommands::isZone).toList());
  }

  private static boolean isZone(Space space) {
    return space.kind() == Space.Kind.ZONE || space.kind() == Space.Kind.FLOOR;
  }
}
