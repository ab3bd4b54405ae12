package io.busbar.hub.testing;

import io.busbar.bridge.driver.DriverSocket;
import io.busbar.bridge.http.HttpDoor;
import io.busbar.bridge.http.HttpLimits;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.value.House;
import io.busbar.drivers.session.DriverSessions;
import io.busbar.drivers.session.SessionLimits;
import io.busbar.hub.outgoing.VertxHttpCaller;
import io.busbar.verticles.commands.ActionMapBook;
import io.busbar.verticles.commands.CommandLog;
import io.busbar.verticles.commands.CommandsService;
import io.busbar.verticles.commands.CommandsVerticle;
import io.busbar.verticles.commands.InMemoryCommandsStore;
import io.busbar.verticles.commands.InboundMaps;
import io.busbar.verticles.commands.MapReferences;
import io.busbar.verticles.devices.DevicesService;
import io.busbar.verticles.devices.DevicesVerticle;
import io.busbar.verticles.devices.Domains;
import io.busbar.verticles.devices.EntitiesService;
import io.busbar.verticles.devices.InMemoryDevicesStore;
import io.busbar.verticles.drivers.DriversVerticle;
import io.busbar.verticles.programs.BackgroundReader;
import io.busbar.verticles.programs.CelExpressions;
import io.busbar.verticles.programs.InMemoryProgramsStore;
import io.busbar.verticles.programs.ProgramReader;
import io.busbar.verticles.programs.ProgramsService;
import io.busbar.verticles.programs.ProgramsVerticle;
import io.busbar.verticles.programs.engine.Engine;
import io.busbar.verticles.programs.engine.MessageSender;
import io.busbar.verticles.programs.runs.InMemoryRunStore;
import io.busbar.verticles.programs.triggers.InMemoryTriggerStore;
import io.busbar.verticles.spaces.InMemorySpacesStore;
import io.busbar.verticles.spaces.RemoteSourcesService;
import io.busbar.verticles.spaces.SpaceRegistry;
import io.busbar.verticles.spaces.SpacesService;
import io.busbar.verticles.spaces.SpacesVerticle;
import io.busbar.verticles.states.InMemoryStatesStore;
import io.busbar.verticles.states.StatesService;
import io.busbar.verticles.states.StatesVerticle;
import io.busbar.verticles.time.VertxTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The services that programs need and the door of the drivers, wired as in a hub but over stores in
 * memory. The engine and the commands go by the controlled time; batches are written, and drivers
 * given up, by the real one.
 */
final class HouseServices {
  private static final String NODE = "node-1";
  private static final int LONGEST_FRAME = 1_048_576;
  private static final Duration ABSENCE = Duration.ofMinutes(1);
  private static final Duration RESULT_WITHIN = Duration.ofMinutes(2);

  private final Vertx vertx;
  private final HubBus bus;
  private final ControlledTime time;
  private final Set<String> allowedHosts;
  private final VertxTimers timers;
  private final Engine engine;
  private final DriverSessions sessions;
  private final AtomicInteger port = new AtomicInteger();

  HouseServices(
      Vertx vertx, HubBus bus, House house, ControlledTime time, Set<String> allowedHosts) {
    this.vertx = vertx;
    this.bus = bus;
    this.time = time;
    this.allowedHosts = allowedHosts;
    this.timers = new VertxTimers(vertx);
    this.sessions = new DriverSessions(vertx, bus, SessionLimits.DEFAULT, time);
    this.engine =
        new Engine(
            bus,
            house,
            new Engine.Stores(new InMemoryRunStore(), new InMemoryTriggerStore(), NODE),
            new Engine.Reach(new VertxHttpCaller(vertx, allowedHosts), MessageSender.NONE),
            time,
            time);
  }

  /** Deploys all of them. Succeeds with the port that drivers connect to. */
  Future<Integer> deploy() {
    return spaces()
        .compose(done -> devices())
        .compose(done -> states())
        .compose(done -> commands())
        .compose(
            done ->
                vertx.deployVerticle(new DriversVerticle(bus, "node-1", InstantSource.system())))
        .compose(done -> vertx.executeBlocking(CelExpressions::create))
        .compose(this::programs)
        .compose(done -> door())
        .map(done -> port.get());
  }

  /** What a hub says to its programs when all of it listens. */
  void hubStarted() {
    engine.hubStarted();
  }

  private Future<String> spaces() {
    SpaceRegistry registry = new SpaceRegistry(bus, new InMemorySpacesStore());
    return vertx.deployVerticle(
        new SpacesVerticle(
            bus,
            registry,
            new SpacesService(bus, registry, time),
            new RemoteSourcesService(bus, registry, time),
            timers));
  }

  private Future<String> devices() {
    Domains domains = Domains.load();
    DevicesService devices = new DevicesService(bus, new InMemoryDevicesStore(), domains, time);
    return vertx.deployVerticle(
        new DevicesVerticle(bus, devices, new EntitiesService(bus, devices, domains), timers));
  }

  private Future<String> states() {
    StatesService states = new StatesService(bus, new InMemoryStatesStore(), timers, time);
    return vertx.deployVerticle(new StatesVerticle(bus, states, timers, ABSENCE, ABSENCE));
  }

  private Future<String> commands() {
    InMemoryCommandsStore store = new InMemoryCommandsStore();
    CommandLog log = new CommandLog(store, timers, time);
    ActionMapBook maps = new ActionMapBook(store, new MapReferences(bus));
    CommandsService commands = new CommandsService(bus, log, maps, time, time, NODE, RESULT_WITHIN);
    InboundMaps inbound = new InboundMaps(bus, maps, commands, time);
    return vertx.deployVerticle(new CommandsVerticle(bus, commands, maps, inbound, log, timers));
  }

  private Future<String> programs(CelExpressions expressions) {
    BackgroundReader reader =
        new BackgroundReader(new ProgramReader(expressions, allowedHosts), vertx);
    ProgramsService programs =
        new ProgramsService(bus, new InMemoryProgramsStore(), reader, engine, time, new Random(7));
    return vertx.deployVerticle(new ProgramsVerticle(bus, programs, engine));
  }

  private Future<String> door() {
    DriverSocket socket =
        new DriverSocket(vertx, sessions, new DriverSocket.Policy(true, null, LONGEST_FRAME));
    HttpDoor.Settings settings =
        new HttpDoor.Settings("127.0.0.1", 0, HttpLimits.DEFAULT.messages(LONGEST_FRAME));
    return vertx.deployVerticle(
        new HttpDoor(settings, settings.shared(), List.of(socket), port::set));
  }
}
