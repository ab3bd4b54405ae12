package io.busbar.verticles.home;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.home.Bootstrap;
import io.busbar.contracts.home.Bootstrap.Own;
import io.busbar.contracts.home.Bootstrap.User;
import io.busbar.contracts.home.Bootstrap.Whole;
import io.busbar.contracts.home.ContextSnapshot;
import io.busbar.contracts.home.HomeContract.ReadBootstrap;
import io.busbar.contracts.home.HomeContract.ReadContext;
import io.busbar.contracts.home.HomeContract.ReadGraph;
import io.busbar.contracts.home.HomeGraph;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.House;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Principal;
import io.busbar.verticles.home.model.ContextView;
import io.busbar.verticles.home.model.GraphDepth;
import io.busbar.verticles.home.model.HomeFacts;
import io.busbar.verticles.home.model.HouseNow;
import io.busbar.verticles.home.model.OutsideWeather;
import io.busbar.verticles.home.model.WholeView;
import io.busbar.verticles.home.model.Wiring;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The house as a whole, composed of what its services say. */
final class HomeService {
  private static final int MAX_DEPTH = 16;
  private static final int RECENT = 50;
  private static final int ACTIVE = 500;

  private final HubBus bus;
  private final HomeStore store;
  private final PreferencesService preferences;
  private final HouseLists lists;
  private final House house;
  private final String version;
  private final InstantSource clock;
  private final RecentActions actions = new RecentActions(RECENT);
  private final ActiveRuns runs = new ActiveRuns(ACTIVE);
  private final PerHouse<Whole> whole = new PerHouse<>(now -> WholeView.of(facts().hub(), now));
  private final LastGraph graph = new LastGraph();
  private @Nullable HomeFacts facts;

  HomeService(
      HubBus bus,
      HomeStore store,
      PreferencesService preferences,
      House house,
      String version,
      InstantSource clock) {
    this.bus = bus;
    this.store = store;
    this.preferences = preferences;
    this.lists = new HouseLists(bus);
    this.house = house;
    this.version = version;
    this.clock = clock;
  }

  /** Learns who this hub is and begins to listen to what happens. */
  Future<Void> load() {
    return store
        .hubId("hub_" + UUID.randomUUID())
        .map(id -> facts = new HomeFacts(id, version, house))
        .compose(known -> lists.start(clock.millis()))
        .compose(
            listening ->
                Future.all(
                    bus.listen(CommandsContract.PROGRESS, actions::note),
                    bus.listen(ProgramsContract.PROGRESS, runs::note)))
        .mapEmpty();
  }

  Future<Bootstrap> bootstrap(ReadBootstrap query) {
    return lists.read().map(now -> new Bootstrap(whole.of(now), own(query.by()), clock.instant()));
  }

  Future<Bootstrap.Hub> hub(Nothing query) {
    return Future.succeededFuture(facts().hub());
  }

  Future<HomeGraph> graph(ReadGraph query) {
    Integer depth = query.depth();
    if (depth != null && (depth < 0 || depth > MAX_DEPTH)) {
      throw HubFailure.invalid(
              "depth must be 0 to %d.".formatted(MAX_DEPTH), "Leave it out to get all there is.")
          .reason("VALUE_OUT_OF_RANGE");
    }
    Future<HouseNow> now = lists.read();
    Future<Wiring> wiring = lists.wiring();
    Future<HomeGraph> all =
        Future.all(now, wiring)
            .map(read -> graph.of(facts().home(), now.result(), wiring.result()));
    return depth == null ? all : all.map(each -> GraphDepth.cut(each, depth));
  }

  Future<ContextSnapshot> context(ReadContext query) {
    return lists.read().map(now -> context(now, query.spaceId()));
  }

  private ContextSnapshot context(HouseNow now, @Nullable String spaceId) {
    Map<DeviceId, LogicalDevice> devices = now.devicesById();
    List<Space> spaces =
        now.spaces().stream()
            .filter(space -> spaceId == null || space.id().equals(spaceId))
            .toList();
    if (spaceId != null && spaces.isEmpty()) {
      throw HubFailure.notFound("space", spaceId);
    }
    Collection<DeviceId> wanted =
        spaceId == null ? devices.keySet() : new HashSet<>(spaces.get(0).deviceIds());
    return new ContextSnapshot(
        ContextView.time(clock.instant(), house),
        spaces.stream().map(space -> ContextView.space(space, devices, now.sources())).toList(),
        actions.of(wanted, devices),
        runs.all(),
        OutsideWeather.in(now));
  }

  private Own own(Principal by) {
    User user = new User(by.id(), by.username(), by.name(), by.email(), by.role());
    return new Own(user, preferences.of(by.id()));
  }

  private HomeFacts facts() {
    return Objects.requireNonNull(facts);
  }
}
