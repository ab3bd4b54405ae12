package io.busbar.verticles.home.model;

import io.busbar.contracts.home.Bootstrap.Hub;
import io.busbar.contracts.home.HomeGraph.Home;
import io.busbar.contracts.home.HomeGraph.Location;
import io.busbar.contracts.value.House;
import org.jspecify.annotations.Nullable;

/**
 * What stays as it is while the hub runs.
 *
 * @param hubId made once and kept
 * @param version of the hub
 */
public record HomeFacts(String hubId, String version, House house) {
  /** The hub as clients see it. */
  public Hub hub() {
    return new Hub(hubId, house.name(), version, house.zone().getId());
  }

  /** The home as the graph shows it. */
  public Home home() {
    return new Home(hubId, house.name(), location(), house.zone().getId());
  }

  private @Nullable Location location() {
    Double latitude = house.latitude();
    Double longitude = house.longitude();
    return latitude == null || longitude == null ? null : new Location(latitude, longitude);
  }
}
