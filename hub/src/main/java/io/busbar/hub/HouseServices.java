package io.busbar.hub;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.cluster.ClusterContract.HouseMoved;
import io.busbar.hub.cli.BusbarVersion;
import io.busbar.hub.cluster.Tenure;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.metrics.Gauges;
import io.busbar.hub.outgoing.VertxHttpCaller;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.history.HistoryService;
import io.busbar.verticles.history.HistorySettings;
import io.busbar.verticles.history.HistoryVerticle;
import io.busbar.verticles.history.PgHistoryStore;
import io.busbar.verticles.home.HomeVerticle;
import io.busbar.verticles.home.PgHomeStore;
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
import io.busbar.verticles.spaces.PgSpacesStore;
import io.busbar.verticles.spaces.RemoteSourcesService;
import io.busbar.verticles.spaces.SpaceRegistry;
import io.busbar.verticles.spaces.SpacesService;
import io.busbar.verticles.spaces.SpacesVerticle;
import io.busbar.verticles.time.VertxTimers;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The services that keep the books of the house in memory. Where there are several nodes, one of
 * them runs these for all (docs/adr/0022); each start makes them anew from the database.
 */
final class HouseServices {
  private static final String RUNNER = "house";

  private final Node node;
  private final HubBus bus;
  private final HubConfig config;
  private final Database database;
  private final MessageSender messages;
  private final Clock clock;
  private final RandomGenerator random;
  private final VertxTimers timers;
  private final Deployments running;
  private final Tenure tenure = new Tenure();
  private @Nullable Engine engine;
  private Consumer<Boolean> decider = deciding -> {};

  HouseServices(Node node, MessageSender messages, Clock clock, RandomGenerator random) {
    this.node = node;
    this.bus = node.cluster() == null ? node.bus() : tenure.on(node.bus());
    this.config = node.config();
    this.database = node.database();
    this.messages = messages;
    this.clock = clock;
    this.random = random;
    this.timers = new VertxTimers(node.vertx());
    this.running = new Deployments(node.vertx());
  }

  /** To be told how long these may run here, where there are several nodes. */
  Tenure tenure() {
    return tenure;
  }

  /** Starts spaces, which devices ask where they are. A node that is alone does so first. */
  Future<Void> openSpaces() {
    SpaceRegistry registry = new SpaceRegistry(bus, new PgSpacesStore(database));
    SpacesService spaces = new SpacesService(bus, registry, clock);
    RemoteSourcesService sources = new RemoteSourcesService(bus, registry, clock);
    return running.add(new SpacesVerticle(bus, registry, spaces, sources, timers));
  }

  /** Starts the history, when it is time. */
  Future<Void> openHistory(boolean now) {
    return now ? history() : Future.succeededFuture();
  }

  /** Says who is to be told, from now on, whether this node decides for the house. */
  void decides(Consumer<Boolean> listener) {
    decider = listener;
    listener.accept(node.cluster() == null);
  }

  /** Starts everything that does not run yet. */
  Future<Void> start() {
    Future<Knowledge> knowledge = node.vertx().executeBlocking(Knowledge::load);
    decider.accept(true);
    return (node.cluster() == null ? Future.<Void>succeededFuture() : openSpaces())
        .compose(done -> openHistory(node.cluster() != null))
        .compose(done -> programs())
        .compose(done -> running.add(new RemotesVerticle(bus, new RemotesService(bus, clock))))
        .compose(done -> pairing())
        .compose(done -> home())
        .compose(done -> intents(knowledge))
        .onSuccess(done -> bus.publish(ClusterContract.HOUSE_MOVED, new HouseMoved(node.id())));
  }

  /** Stops everything. */
  Future<Void> stop() {
    engine = null;
    decider.accept(false);
    return running.undo();
  }

  /** The hub has started: programs that wait for that run, if this node runs programs. */
  void hubStarted() {
    Engine here = engine;
    if (here != null && (node.cluster() == null || node.cluster().view().nodes().size() == 1)) {
      here.hubStarted();
    }
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
    return running.add(new HistoryVerticle(bus, history, timers));
  }

  private Future<Void> programs() {
    Set<String> allowedHosts = Set.copyOf(config.automations().httpAllow());
    ProgramReader reader = new ProgramReader(CelExpressions.create(), allowedHosts);
    Engine programEngine = engine(allowedHosts);
    engine = programEngine;
    ProgramsService programs =
        new ProgramsService(
            bus,
            new PgProgramsStore(database),
            new BackgroundReader(reader, node.vertx()),
            programEngine,
            clock,
            random);
    return running.add(new ProgramsVerticle(bus, programs, programEngine));
  }

  /** Whoever runs programs takes over what the one before left open: all have one name. */
  private Engine engine(Set<String> allowedHosts) {
    String runner = node.cluster() == null ? node.id() : RUNNER;
    return new Engine(
        bus,
        config.house(),
        new Engine.Stores(new PgRunStore(database), new PgTriggerStore(database), runner),
        new Engine.Reach(new VertxHttpCaller(node.vertx(), allowedHosts), messages),
        timers,
        clock);
  }

  private Future<Void> pairing() {
    PairingService pairing = new PairingService(bus, new PgPairingStore(database), clock, random);
    return running.add(new PairingVerticle(bus, pairing, timers));
  }

  private Future<Void> home() {
    return running.add(
        new HomeVerticle(
            bus, new PgHomeStore(database), config.house(), BusbarVersion.number(), clock));
  }

  private Future<Void> intents(Future<Knowledge> knowledge) {
    SemanticBook semantics = new SemanticBook(bus, new PgIntentsStore(database), clock);
    return knowledge
        .map(known -> new IntentsService(bus, semantics, known, timers))
        .compose(intents -> running.add(new IntentsVerticle(bus, intents, semantics)));
  }
}
