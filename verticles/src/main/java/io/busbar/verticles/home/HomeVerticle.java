package io.busbar.verticles.home;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.value.House;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;

/** Wires the home to its addresses. */
public final class HomeVerticle extends VerticleBase {
  private final HubBus bus;
  private final PreferencesService preferences;
  private final DesignService designs;
  private final HomeService home;

  /**
   * Makes the home of one house.
   *
   * @param version of the hub, as clients see it
   */
  public HomeVerticle(
      HubBus bus, HomeStore store, House house, String version, InstantSource clock) {
    this.bus = bus;
    this.preferences = new PreferencesService(store, house.name());
    this.designs = new DesignService(bus, store, clock);
    this.home = new HomeService(bus, store, preferences, house, version, clock);
  }

  @Override
  public Future<?> start() {
    return Future.all(preferences.load(), designs.load(), home.load())
        .compose(loaded -> Future.all(serveHome(), servePreferences(), serveDesigns()));
  }

  private Future<?> serveHome() {
    return Future.all(
        bus.serve(HomeContract.BOOTSTRAP, home::bootstrap),
        bus.serve(HomeContract.READ_HUB, home::hub),
        bus.serve(HomeContract.GRAPH, home::graph),
        bus.serve(HomeContract.CONTEXT, home::context));
  }

  private Future<?> servePreferences() {
    return Future.all(
        bus.listen(IdentityContract.USER_CHANGED, preferences::userChanged),
        bus.serve(HomeContract.READ_PREFERENCES, preferences::read),
        bus.serve(HomeContract.SAVE_PREFERENCES, preferences::save));
  }

  private Future<?> serveDesigns() {
    return Future.all(
        bus.serve(HomeContract.LIST_PROFILES, designs::list),
        bus.serve(HomeContract.SAVE_PROFILE, designs::save),
        bus.serve(HomeContract.SELECT_PROFILE, designs::select),
        bus.serve(HomeContract.PUBLISH_PROFILE, designs::publish),
        bus.serve(HomeContract.REMOVE_PROFILE, designs::remove),
        bus.serve(HomeContract.READ_LIVE_DESIGN, designs::live));
  }
}
