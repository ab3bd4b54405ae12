package io.busbar.hub;

import io.busbar.bridge.management.Readiness.Check;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.cluster.ClusterContract.DriversMoved;
import io.busbar.drivers.extender.CaptureVerticle;
import io.busbar.drivers.extender.Extenders;
import io.busbar.drivers.ircodes.CodesVerticle;
import io.busbar.drivers.session.DriverSessions;
import io.busbar.drivers.session.SessionLimits;
import io.busbar.hub.cli.BusbarVersion;
import io.busbar.hub.cluster.ClusterNode;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.busbar.hub.metrics.DriverMetrics;
import io.busbar.hub.metrics.Gauges;
import io.busbar.verticles.activity.ActivityService;
import io.busbar.verticles.activity.ActivityVerticle;
import io.busbar.verticles.activity.PgActivityStore;
import io.busbar.verticles.cluster.ClusterService;
import io.busbar.verticles.cluster.ClusterVerticle;
import io.busbar.verticles.cluster.NodeEntry;
import io.busbar.verticles.cluster.NodeNumbers;
import io.busbar.verticles.cluster.PgClusterStore;
import io.busbar.verticles.commands.ActionMapBook;
import io.busbar.verticles.commands.CommandLog;
import io.busbar.verticles.commands.CommandsService;
import io.busbar.verticles.commands.CommandsStore;
import io.busbar.verticles.commands.CommandsVerticle;
import io.busbar.verticles.commands.InboundMaps;
import io.busbar.verticles.commands.MapReferences;
import io.busbar.verticles.commands.PgCommandsStore;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.devices.DevicesService;
import io.busbar.verticles.devices.DevicesVerticle;
import io.busbar.verticles.devices.Domains;
import io.busbar.verticles.devices.EntitiesService;
import io.busbar.verticles.devices.PgDevicesStore;
import io.busbar.verticles.drivers.DriversVerticle;
import io.busbar.verticles.identity.IdentitySettings;
import io.busbar.verticles.identity.IdentityVerticle;
import io.busbar.verticles.integrations.IntegrationsVerticle;
import io.busbar.verticles.secrets.SecretBox;
import io.busbar.verticles.states.PgStatesStore;
import io.busbar.verticles.states.StatesService;
import io.busbar.verticles.states.StatesVerticle;
import io.busbar.verticles.telemetry.PgTelemetryStore;
import io.busbar.verticles.telemetry.TelemetryService;
import io.busbar.verticles.telemetry.TelemetryVerticle;
import io.busbar.verticles.time.VertxTimers;
import io.busbar.verticles.urlhooks.HookCalls;
import io.busbar.verticles.urlhooks.PgUrlHooksStore;
import io.busbar.verticles.urlhooks.UrlHooksService;
import io.busbar.verticles.urlhooks.UrlHooksStore;
import io.busbar.verticles.urlhooks.UrlHooksVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires services, feeds and doors by hand, in the order they are deployed. */
final class Assembly {
  private static final Logger log = LoggerFactory.getLogger(Assembly.class);

  /** Programs of a dead node are missed soon. */
  private static final Duration HOUSE_LEASE = Duration.ofSeconds(6);

  /** A database that restarts must not end every driver process. */
  private static final Duration DRIVERS_LEASE = Duration.ofSeconds(15);

  private final Node node;
  private final Vertx vertx;
  private final HubBus bus;
  private final HubConfig config;
  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
  private final SecureRandom random = new SecureRandom();
  private final VertxTimers timers;
  private final Database database;
  private final Deployments deployed;
  private final HouseServices house;
  private final Sites sites;
  private final DriverSessions sessions;
  private final Doors doors;
  private final BrokerLink link;
  private final DemoSimulators simulators;
  private @Nullable StatesService states;

  private Assembly(Node node) {
    this.node = node;
    this.vertx = node.vertx();
    this.bus = node.bus();
    this.config = node.config();
    this.timers = new VertxTimers(vertx);
    this.database = node.database();
    this.deployed = new Deployments(vertx);
    MqttBroker.Guest guest = DemoSimulators.remote(config, random);
    MqttBroker mqtt = new MqttBroker(node, deployed, clock, random, node.id(), guest);
    this.link = new BrokerLink(mqtt.api());
    this.simulators = new DemoSimulators(node, deployed, mqtt, guest);
    this.house = new HouseServices(node, mqtt.messages(), clock, random);
    this.sites = new Sites(node, deployed);
    DriverMetrics metrics = new DriverMetrics(node.meters());
    this.sessions = new DriverSessions(vertx, bus, limits(config.drivers()), clock, metrics);
    metrics.show(sessions);
    this.doors = new Doors(node, deployed, sessions, mqtt, clock, random, node.id());
  }

  /**
   * Deploys everything above the database. Succeeds when every door listens; fails with the first
   * failure, after undoing what was deployed.
   */
  static Future<Running> deploy(Node node) {
    Assembly assembly = new Assembly(node);
    return assembly
        .deployAll()
        .recover(cause -> assembly.deployed.undo().transform(undone -> Future.failedFuture(cause)));
  }

  private Future<Running> deployAll() {
    return identity()
        .compose(done -> node.cluster() == null ? house.openSpaces() : Future.succeededFuture())
        .compose(done -> devices())
        .compose(done -> states())
        .compose(done -> cluster())
        .compose(done -> telemetry())
        .compose(done -> house.openHistory(node.cluster() == null))
        .compose(done -> activity())
        .compose(done -> commands())
        .compose(done -> deployed.add(new DriversVerticle(bus, node.id(), clock)))
        .compose(done -> sessions.watchOthers())
        .onSuccess(watching -> deployed.undoWith(watching::end))
        .compose(done -> urlHooks())
        .compose(done -> openHouse())
        .compose(done -> new HouseAwaited(vertx, bus).answers())
        .compose(done -> doors.open())
        .compose(done -> node.cluster() == null ? processes() : integrations())
        .compose(done -> node.cluster() == null ? integrations() : processes())
        .compose(done -> simulators.start())
        .map(done -> running());
  }

  private Running running() {
    house.hubStarted();
    return new Running(doors.listening(), this::stop);
  }

  private Future<Void> stop() {
    return doors
        .drain()
        .transform(drained -> sessions.closeAll())
        .transform(closed -> doors.answered())
        .transform(answered -> deployed.undo());
  }

  private Future<Void> identity() {
    HubConfig.Identity identity = config.identity();
    IdentitySettings settings =
        new IdentitySettings(
            node.signingKey().reveal(),
            identity.adminUsername(),
            revealed(identity.adminPassword()));
    return deployed.add(
        new IdentityVerticle(bus, database, settings, clock, random, line -> log.warn("{}", line)));
  }

  private Future<Void> devices() {
    Domains domains = Domains.load();
    DevicesService devices = new DevicesService(bus, new PgDevicesStore(database), domains, clock);
    EntitiesService entities = new EntitiesService(bus, devices, domains);
    return deployed.add(new DevicesVerticle(bus, devices, entities, timers));
  }

  private Future<Void> states() {
    StatesService service =
        new StatesService(bus, new PgStatesStore(database), timers, clock, place());
    states = service;
    Gauges.backlog(node.meters(), "states", service.backlog());
    return deployed.add(
        new StatesVerticle(
            bus,
            service,
            timers,
            config.drivers().offlineGrace(),
            config.drivers().missingAfter()));
  }

  private StatesService.Place place() {
    PgClusterStore nodes = new PgClusterStore(database);
    return new StatesService.Place(
        node.id(),
        node.cluster() == null,
        () ->
            nodes
                .living()
                .map(all -> all.stream().map(NodeEntry::nodeId).collect(Collectors.toSet())));
  }

  /** Tells of the nodes; and reads what the others own before anybody asks this one for it. */
  private Future<Void> cluster() {
    ClusterNode cluster = node.cluster();
    StatesService follower = Objects.requireNonNull(states);
    ClusterService service =
        new ClusterService(
            bus,
            cluster == null ? alone() : cluster.self(),
            cluster == null ? null : new PgClusterStore(database),
            new NodeNumbers(
                sessions::count,
                follower::owned,
                follower::followed,
                follower::lag,
                () -> node.readiness().report().checks().getOrDefault("bus", Check.UP).up()));
    Future<Void> served = deployed.add(new ClusterVerticle(bus, service));
    if (cluster == null) {
      return served;
    }
    return served
        .onSuccess(done -> cluster.announce(vertx, bus))
        .compose(done -> follower.readAll(cluster.others()));
  }

  private NodeEntry alone() {
    return new NodeEntry(node.id(), "", 1, "", BusbarVersion.number(), "", clock.instant());
  }

  private Future<Void> telemetry() {
    TelemetryService telemetry =
        new TelemetryService(bus, new PgTelemetryStore(database), timers, clock);
    Gauges.backlog(node.meters(), "metrics", telemetry.backlog());
    return deployed.add(new TelemetryVerticle(bus, telemetry, timers));
  }

  private Future<Void> activity() {
    ActivityService activity =
        new ActivityService(
            bus, new PgActivityStore(database), config.activity().retention(), timers, clock);
    Gauges.backlog(node.meters(), "activity", activity.backlog());
    return deployed.add(new ActivityVerticle(bus, activity, timers));
  }

  private Future<Void> commands() {
    CommandsStore store = new PgCommandsStore(database);
    CommandLog commandLog =
        new CommandLog(store, timers, clock, new CommandLog.Place(node.id(), abandonedAfter()));
    Gauges.backlog(node.meters(), "commands", commandLog.backlog());
    ActionMapBook actionMaps = new ActionMapBook(store, new MapReferences(bus));
    CommandsService commands =
        new CommandsService(
            bus,
            commandLog,
            actionMaps,
            timers,
            clock,
            node.id(),
            config.drivers().resultTimeout());
    InboundMaps inbound = new InboundMaps(bus, actionMaps, commands, clock);
    house.decides(inbound::act);
    return deployed.add(
        new CommandsVerticle(bus, commands, actionMaps, inbound, commandLog, timers));
  }

  private Duration abandonedAfter() {
    return node.cluster() == null
        ? Duration.ZERO
        : config.drivers().resultTimeout().plusSeconds(30);
  }

  private Future<Void> urlHooks() {
    UrlHooksStore store = new PgUrlHooksStore(database);
    UrlHooksService hooks = new UrlHooksService(bus, store, clock, random);
    return deployed.add(new UrlHooksVerticle(bus, hooks, new HookCalls(bus, store, clock)));
  }

  private Future<Void> processes() {
    Deployments running = new Deployments(vertx);
    return sites.add("local-drivers", DRIVERS_LEASE, () -> startProcesses(running), running::undo);
  }

  private Future<Void> openHouse() {
    return sites.add("house", HOUSE_LEASE, house::start, house::stop, house.tenure());
  }

  private Future<Void> startProcesses(Deployments running) {
    Extenders extenders = new Extenders();
    LocalDrivers drivers = new LocalDrivers(node, sessions, doors, extenders, link);
    return running
        .add(new CaptureVerticle(bus, extenders, clock))
        .compose(done -> running.add(new CodesVerticle(bus, extenders, clock)))
        .compose(done -> running.add(drivers.supervisor(clock, random)))
        .onSuccess(done -> bus.tell(ClusterContract.DRIVERS_MOVED, new DriversMoved(node.id())));
  }

  private Future<Void> integrations() {
    SecretBox box = new SecretBox(node.secretsKey(), random);
    return deployed.add(
        node.cluster() == null
            ? new IntegrationsVerticle(bus, database, box, clock, random)
            : IntegrationsVerticle.ofSeveral(bus, database, box, clock, random));
  }

  private static SessionLimits limits(HubConfig.Drivers drivers) {
    return new SessionLimits(
        drivers.eventsPerSecond(),
        drivers.eventBurst(),
        SessionLimits.DEFAULT.openCommands(),
        drivers.resultTimeout(),
        drivers.registerWithin());
  }

  private static @Nullable String revealed(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }
}
