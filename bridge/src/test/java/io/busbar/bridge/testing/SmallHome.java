package io.busbar.bridge.testing;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.home.Bootstrap;
import io.busbar.contracts.home.ContextSnapshot;
import io.busbar.contracts.home.ContextSnapshot.PartOfDay;
import io.busbar.contracts.home.DesignProfile;
import io.busbar.contracts.home.DesignProfile.Target;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.home.HomeContract.DesignProfiles;
import io.busbar.contracts.home.HomeContract.LiveDesign;
import io.busbar.contracts.home.HomeContract.Preferences;
import io.busbar.contracts.home.HomeContract.SavePreferences;
import io.busbar.contracts.home.HomeGraph;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A home that changes when told, and whose clock ticks with each question. */
public final class SmallHome {
  private volatile Bootstrap.Whole whole = whole(1);
  private volatile Instant now = SmallHouse.THEN;

  /** Serves everything that is read, and preferences. */
  public Future<Void> start(HubBus bus) {
    List<Future<Subscription>> served =
        List.of(
            bus.serve(HomeContract.BOOTSTRAP, query -> bootstrap(query.by())),
            bus.serve(HomeContract.READ_PREFERENCES, query -> preferences(Fields.EMPTY)),
            bus.serve(HomeContract.SAVE_PREFERENCES, this::save),
            bus.serve(HomeContract.LIST_PROFILES, query -> profiles()),
            bus.serve(HomeContract.READ_LIVE_DESIGN, query -> live(query.target())),
            bus.serve(HomeContract.GRAPH, query -> graph()),
            bus.serve(HomeContract.CONTEXT, query -> context()));
    return Future.all(served).mapEmpty();
  }

  /** Something in the house is different from now on. */
  public void change() {
    whole = whole(whole.revision() + 1);
  }

  /** A house in which nothing is but its revision. */
  public static Bootstrap.Whole whole(long revision) {
    return new Bootstrap.Whole(
        new Bootstrap.Hub("hub_1", "Home", "1.0", "UTC"),
        List.of(),
        List.of(),
        List.of(),
        new Bootstrap.Media(List.of(), List.of()),
        Map.of("lamp", Fields.of("power", null)),
        List.of(),
        new Bootstrap.Capabilities(1, List.of("lighting"), List.of()),
        revision);
  }

  /** What belongs to a person. */
  public static Bootstrap.Own own(Principal by) {
    return new Bootstrap.Own(
        new Bootstrap.User(by.id(), by.username(), by.name(), by.email(), by.role()),
        Fields.of("title", "Home"));
  }

  private Future<Bootstrap> bootstrap(Principal by) {
    now = now.plusSeconds(1);
    return Future.succeededFuture(new Bootstrap(whole, own(by), now));
  }

  private Future<Preferences> save(SavePreferences change) {
    return preferences(change.body());
  }

  private static Future<Preferences> preferences(Fields values) {
    return Future.succeededFuture(new Preferences(values));
  }

  private static Future<DesignProfiles> profiles() {
    DesignProfile profile =
        new DesignProfile(
            "design_1",
            "Night",
            null,
            true,
            Target.TABLET,
            "dark",
            Fields.EMPTY,
            2,
            1,
            SmallHouse.THEN,
            SmallHouse.THEN,
            SmallHouse.THEN);
    return Future.succeededFuture(new DesignProfiles(List.of(profile)));
  }

  private static Future<LiveDesign> live(@Nullable Target target) {
    return Future.succeededFuture(
        new LiveDesign(
            "design_1",
            "Night",
            target == null ? Target.MOBILE : target,
            1,
            SmallHouse.THEN,
            Fields.of("tabs", List.of())));
  }

  private static Future<HomeGraph> graph() {
    return Future.succeededFuture(
        new HomeGraph(
            new HomeGraph.Home("hub_1", "Home", new HomeGraph.Location(52.5, 13.4), "UTC"),
            List.of(
                new HomeGraph.Node("hub_1", HomeGraph.NodeType.HOME, "Home", Fields.EMPTY),
                new HomeGraph.Node("tv", HomeGraph.NodeType.DEVICE, "Telly", Fields.EMPTY)),
            List.of(new HomeGraph.Edge("hub_1", "tv", HomeGraph.EdgeType.CONTAINS)),
            1));
  }

  private static Future<ContextSnapshot> context() {
    return Future.succeededFuture(
        new ContextSnapshot(
            new ContextSnapshot.Time(
                SmallHouse.THEN, "UTC", "sun", PartOfDay.AFTERNOON, null, null),
            List.of(new ContextSnapshot.SpaceContext("s", "Hall", null, null, 0, false)),
            List.of(),
            List.of(),
            new ContextSnapshot.Weather(11.5, null, null, List.of(new DeviceId("roof")))));
  }
}
