package io.busbar.hub;

import io.busbar.contracts.bus.HubBus;
import io.busbar.drivers.extender.CaptureVerticle;
import io.busbar.drivers.extender.Extenders;
import io.busbar.drivers.ircodes.CodesVerticle;
import io.busbar.drivers.session.DriverSessions;
import io.busbar.drivers.session.SessionLimits;
import io.busbar.hub.cli.BusbarVersion;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.busbar.hub.metrics.DriverMetrics;
import io.busbar.hub.metrics.Gauges;
import io.busbar.hub.outgoing.VertxHttpCaller;
import io.busbar.verticles.activity.ActivityService;
import io.busbar.verticles.activity.ActivityVerticle;
import io.busbar.verticles.activity.PgActivityStore;
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
import io.busbar.verticles.history.HistoryService;
import io.busbar.verticles.history.HistorySettings;
import io.busbar.verticles.history.HistoryVerticle;
import io.busbar.verticles.history.PgHistoryStore;
import io.busbar.verticles.home.HomeVerticle;
import io.busbar.verticles.home.PgHomeStore;
import io.busbar.verticles.identity.IdentitySettings;
import io.busbar.verticles.identity.IdentityVerticle;
import io.busbar.verticles.integrations.IntegrationsVerticle;
import io.busbar.verticles.intents.IntentsService;
import io.busbar.verticles.intents.IntentsVerticle;
import io.busbar.verticles.intents.PgIntentsStore;
import io.busbar.verticles.intents.SemanticBook;
import io.busbar.verticles.intents.meaning.Understanding.Knowledge;
import io.busbar.verticles.pairing.PairingService;
import io.busbar.verticles.pairing.PairingVerticle;
import io.busbar.verticles.pairing.PgPairingStore;
import io.busbar.verticles.programs.BackgroundReader;
import io.busbar.verticles.programs.CelExpressions;
import io.busbar.verticles.programs.PgProgramsStore;
import io.busbar.verticles.programs.ProgramReader;
import io.busbar.verticles.programs.ProgramsService;
import io.busbar.verticles.programs.ProgramsVerticle;
import io.busbar.verticles.programs.engine.Engine;
import io.busbar.verticles.programs.engine.MessageSender;
import io.busbar.verticles.programs.runs.PgRunStore;
import io.busbar.verticles.programs.triggers.PgTriggerStore;
import io.busbar.verticles.remotes.RemotesService;
import io.busbar.verticles.remotes.RemotesVerticle;
import io.busbar.verticles.secrets.SecretBox;
import io.busbar.verticles.secrets.SecretKeyFile;
import io.busbar.verticles.spaces.PgSpacesStore;
import io.busbar.verticles.spaces.RemoteSourcesService;
import io.busbar.verticles.spaces.SpaceRegistry;
import io.busbar.verticles.spaces.SpacesService;
import io.busbar.verticles.spaces.SpacesVerticle;
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
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires services, feeds and doors by hand, in the order they are deployed. */
final class Assembly {
  private static final Logger log = LoggerFactory.getLogger(Assembly.class);
  private static final String NODE_NAME = "node-1";

  private final Node node;
  private final Vertx vertx;
  private final HubBus bus;
  private final HubConfig config;
  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
  private final SecureRandom random = new SecureRandom();
  private final VertxTimers timers;
  private final Database database;
  private final Deployments deployed;
  private final Engine engine;
  private final DriverSessions sessions;
  private final Doors doors;

  private Assembly(Node node) {
    this.node = node;
    this.vertx = node.vertx();
    this.bus = node.bus();
    this.config = node.config();
    this.timers = new VertxTimers(vertx);
    this.database = node.database();
    this.deployed = new Deployments(vertx);
    MqttBroker mqtt = new MqttBroker(node, deployed, clock, random, NODE_NAME);
    this.engine = engine(node, mqtt.messages(), timers, clock);
    DriverMetrics metrics = new DriverMetrics(node.meters());
    this.sessions = new DriverSessions(vertx, bus, limits(config.drivers()), clock, metrics);
    metrics.show(sessions);
    this.doors = new Doors(node, deployed, sessions, mqtt, clock, random, NODE_NAME);
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
    Future<Knowledge> knowledge = vertx.executeBlocking(Knowledge::load);
    return identity()
        .compose(done -> spaces())
        .compose(done -> devices())
        .compose(done -> states())
        .compose(done -> telemetry())
        .compose(done -> history())
        .compose(done -> activity())
        .compose(done -> commands())
        .compose(done -> deployed.add(new DriversVerticle(bus)))
        .compose(done -> programs())
        .compose(done -> deployed.add(new RemotesVerticle(bus, new RemotesService(bus, clock))))
        .compose(done -> pairing())
        .compose(done -> home())
        .compose(done -> intents(knowledge))
        .compose(done -> urlHooks())
        .compose(done -> doors.open())
        .compose(done -> processes())
        .compose(done -> integrations())
        .compose(done -> new DemoSimulators(node, deployed).start())
        .map(done -> running());
  }

  private Running running() {
    engine.hubStarted();
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

  private Future<Void> spaces() {
    SpaceRegistry registry = new SpaceRegistry(bus, new PgSpacesStore(database));
    SpacesService spaces = new SpacesService(bus, registry, clock);
    RemoteSourcesService sources = new RemoteSourcesService(bus, registry, clock);
    return deployed.add(new SpacesVerticle(bus, registry, spaces, sources, timers));
  }

  private Future<Void> devices() {
    Domains domains = Domains.load();
    DevicesService devices = new DevicesService(bus, new PgDevicesStore(database), domains, clock);
    EntitiesService entities = new EntitiesService(bus, devices, domains);
    return deployed.add(new DevicesVerticle(bus, devices, entities, timers));
  }

  private Future<Void> states() {
    StatesService states = new StatesService(bus, new PgStatesStore(database), timers, clock);
    Gauges.backlog(node.meters(), "states", states.backlog());
    return deployed.add(
        new StatesVerticle(
            bus, states, timers, config.drivers().offlineGrace(), config.drivers().missingAfter()));
  }

  private Future<Void> telemetry() {
    TelemetryService telemetry =
        new TelemetryService(bus, new PgTelemetryStore(database), timers, clock);
    Gauges.backlog(node.meters(), "metrics", telemetry.backlog());
    return deployed.add(new TelemetryVerticle(bus, telemetry, timers));
  }

  private Future<Void> history() {
    HubConfig.History kept = config.history();
    HistorySettings settings =
        new HistorySettings(kept.enabled(), kept.raw(), kept.hourly(), config.house().zone());
    HistoryService history =
        new HistoryService(bus, new PgHistoryStore(database), settings, timers, clock);
    Gauges.backlog(node.meters(), "history", history.changes());
    Gauges.backlog(node.meters(), "historyHours", history.hours());
    Gauges.historySkipped(node.meters(), history);
    return deployed.add(new HistoryVerticle(bus, history, timers));
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
    CommandLog commandLog = new CommandLog(store, timers, clock);
    Gauges.backlog(node.meters(), "commands", commandLog.backlog());
    ActionMapBook actionMaps = new ActionMapBook(store, new MapReferences(bus));
    CommandsService commands =
        new CommandsService(
            bus,
            commandLog,
            actionMaps,
            timers,
            clock,
            NODE_NAME,
            config.drivers().resultTimeout());
    InboundMaps inbound = new InboundMaps(bus, actionMaps, commands, clock);
    return deployed.add(
        new CommandsVerticle(bus, commands, actionMaps, inbound, commandLog, timers));
  }

  private static Engine engine(Node node, MessageSender messages, VertxTimers timers, Clock clock) {
    Database database = node.database();
    HubConfig config = node.config();
    return new Engine(
        node.bus(),
        config.house(),
        new Engine.Stores(new PgRunStore(database), new PgTriggerStore(database), NODE_NAME),
        new Engine.Reach(
            new VertxHttpCaller(node.vertx(), Set.copyOf(config.automations().httpAllow())),
            messages),
        timers,
        clock);
  }

  private Future<Void> programs() {
    Set<String> allowedHosts = Set.copyOf(config.automations().httpAllow());
    ProgramReader reader = new ProgramReader(CelExpressions.create(), allowedHosts);
    ProgramsService programs =
        new ProgramsService(
            bus,
            new PgProgramsStore(database),
            new BackgroundReader(reader, vertx),
            engine,
            clock,
            random);
    return deployed.add(new ProgramsVerticle(bus, programs, engine));
  }

  private Future<Void> pairing() {
    PairingService pairing = new PairingService(bus, new PgPairingStore(database), clock, random);
    return deployed.add(new PairingVerticle(bus, pairing, timers));
  }

  private Future<Void> home() {
    return deployed.add(
        new HomeVerticle(
            bus, new PgHomeStore(database), config.house(), BusbarVersion.number(), clock));
  }

  private Future<Void> intents(Future<Knowledge> knowledge) {
    SemanticBook semantics = new SemanticBook(bus, new PgIntentsStore(database), clock);
    return knowledge
        .map(known -> new IntentsService(bus, semantics, known, timers))
        .compose(intents -> deployed.add(new IntentsVerticle(bus, intents, semantics)));
  }

  private Future<Void> urlHooks() {
    UrlHooksStore store = new PgUrlHooksStore(database);
    UrlHooksService hooks = new UrlHooksService(bus, store, clock, random);
    return deployed.add(new UrlHooksVerticle(bus, hooks, new HookCalls(bus, store, clock)));
  }

  private Future<Void> processes() {
    Extenders extenders = new Extenders();
    LocalDrivers drivers = new LocalDrivers(node, sessions, doors, extenders);
    return deployed
        .add(new CaptureVerticle(bus, extenders, clock))
        .compose(done -> deployed.add(new CodesVerticle(bus, extenders, clock)))
        .compose(done -> deployed.add(drivers.supervisor(clock, random)));
  }

  private Future<Void> integrations() {
    Path keyFile = config.storage().dir().resolve("keys").resolve("secrets.key");
    return vertx
        .executeBlocking(() -> secretBox(keyFile))
        .compose(box -> deployed.add(new IntegrationsVerticle(bus, database, box, clock, random)));
  }

  private SecretBox secretBox(Path keyFile) throws IOException {
    return new SecretBox(SecretKeyFile.readOrMake(keyFile, random), random);
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
