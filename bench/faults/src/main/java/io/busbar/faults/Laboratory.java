package io.busbar.faults;

import io.busbar.faults.history.History;
import io.busbar.faults.history.Ops;
import io.busbar.faults.load.Crowd;
import io.busbar.faults.load.House;
import io.busbar.faults.place.Address;
import io.busbar.faults.place.HubNode;
import io.busbar.faults.place.LabDatabase;
import io.busbar.faults.place.LyingProxy;
import io.busbar.faults.place.Terrain;
import io.busbar.faults.plan.Bug;
import io.busbar.faults.plan.Options;
import io.busbar.faults.plan.Schedule;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One run: nodes and a database, a crowd that uses them, faults, rest, and a last look. */
final class Laboratory {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration REST = Duration.ofSeconds(15);
  private static final Duration QUIET = Duration.ofSeconds(40);
  private static final Duration AFTER_FAULTS = Duration.ofSeconds(8);
  private static final Duration A_MINUTE = Duration.ofSeconds(63);
  private static final Duration DUE_WITHIN = Duration.ofSeconds(6);
  private static final int DATABASE_PORT = 54_320;
  private static final int PROXY_PORT = 54_321;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  private final Options options;
  private final Terrain terrain;
  private final Path folder;
  private final History history;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final LabDatabase database;
  private final List<HubNode> nodes;
  private final House house;
  private final Crowd crowd;
  private String lastMinute = "";

  Laboratory(Options options, Terrain terrain, Path folder, History history) {
    this.options = options;
    this.terrain = terrain;
    this.folder = folder;
    this.history = history;
    this.database =
        new LabDatabase(
            folder.resolve("database"),
            terrain.database(),
            DATABASE_PORT,
            options.bug() == Bug.LAZY_COMMIT);
    this.nodes = IntStream.rangeClosed(1, options.nodes()).mapToObj(this::node).toList();
    List<Address> addresses = nodes.stream().map(HubNode::address).toList();
    this.house = new House(vertx, history, addresses, new Random(options.seed()), options.bug());
    this.crowd = new Crowd(house);
  }

  /** Returns when everything has ended and the history is whole. */
  void run() throws Exception {
    Thread ending = new Thread(this::end, "lab-end");
    Runtime.getRuntime().addShutdownHook(ending);
    Chaos chaos = new Chaos(terrain, nodes, database, history);
    try (StoredLook stored = new StoredLook(database, house)) {
      open();
      stored.start();
      long minutes = vertx.setPeriodic(1_000, tick -> noteMinute());
      onLoop(() -> act(crowd::start));
      say("load begins");
      chaos.run(Schedule.of(options), Duration.ofSeconds(options.seconds()));
      onLoop(() -> act(crowd::stop));
      say("load ends");
      terrain.heal();
      chaos.recover();
      settle(stored);
      boolean unused = vertx.cancelTimer(minutes);
    } finally {
      end();
    }
  }

  private void open() throws Exception {
    say("seed " + options.seed() + ", " + options.nodes() + " nodes; the database is made");
    database.make(Boolean.getBoolean("faults.network"));
    if (options.bug() == Bug.LOST_COMMIT) {
      Random random = new Random(options.seed());
      onLoop(
          () ->
              new LyingProxy(vertx, random, terrain.database(), DATABASE_PORT).listen(PROXY_PORT));
    }
    for (HubNode node : nodes) {
      node.start();
      require(Pause.until(PATIENCE, node::isReady), node.address().name() + " does not start");
      say(node.address().name() + " is ready");
    }
    Address first = nodes.get(0).address();
    onLoop(() -> house.logIn(first));
    require(!house.token().isEmpty(), "nobody is let in");
    onLoop(() -> act(crowd::arrive));
    require(Pause.until(PATIENCE, () -> ask(() -> crowd.learn(first))), "devices are missing");
    onLoop(() -> crowd.prepare(first));
    require(Pause.until(PATIENCE, () -> ask(this::complete)), "not everybody is connected");
  }

  private void settle(StoredLook stored) throws Exception {
    boolean served = Pause.until(QUIET, () -> ask(this::complete));
    boolean idle = Pause.until(QUIET, () -> ask(() -> Future.succeededFuture(crowd.isIdle())));
    if (!served || !idle) {
      history.seen(Ops.STUCK, "crowd", "is not served after the faults", "");
    }
    Pause.forTime(REST);
    if (!options.plans().isEmpty()) {
      awaitMinute();
    }
    onLoop(crowd::look);
    stored.lookBack(crowd.programs().clock());
    say("everything was looked at");
  }

  /** However often something was broken, one minute begins in quiet: schedules are due in it. */
  private void awaitMinute() throws TimeoutException {
    Pause.forTime(AFTER_FAULTS);
    String before = onLoop(() -> Future.succeededFuture(lastMinute));
    require(
        Pause.until(A_MINUTE, () -> ask(() -> Future.succeededFuture(!lastMinute.equals(before)))),
        "no minute begins");
    Pause.forTime(DUE_WITHIN);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise + "; see " + folder);
    }
  }

  private Future<Boolean> complete() {
    return Future.succeededFuture(crowd.isComplete());
  }

  private void noteMinute() {
    String minute = MINUTE.format(Instant.now());
    if (!minute.equals(lastMinute) && !lastMinute.isEmpty()) {
      history.seen(Ops.MINUTE, crowd.programs().clock(), minute, "");
    }
    lastMinute = minute;
  }

  private HubNode node(int number) {
    Map<String, String> settings = new HashMap<>();
    settings.put("BUSBAR_HOME", System.getProperty("faults.home", ""));
    settings.put(
        "BUSBAR_DATABASE_URL",
        database.url(options.bug() == Bug.LOST_COMMIT ? PROXY_PORT : DATABASE_PORT));
    settings.put("BUSBAR_ADMIN_USERNAME", House.USERNAME);
    settings.put("BUSBAR_ADMIN_PASSWORD", House.PASSWORD);
    settings.put("BUSBAR_HOST_SENSORS", "false");
    settings.put("BUSBAR_DRIVER_REMOTE", "true");
    settings.put("BUSBAR_DRIVER_TOKEN", House.DRIVER_TOKEN);
    settings.put("BUSBAR_DRIVER_RESULT_TIMEOUT", "10s");
    settings.put("BUSBAR_LIVE_HEARTBEAT", "3s");
    settings.put("BUSBAR_MQTT_USERS", "lab:open sesame");
    settings.put("BUSBAR_TZ", "UTC");
    Address address = terrain.node(number);
    if (options.nodes() > 1) {
      settings.put(
          "BUSBAR_CLUSTER_MEMBERS",
          IntStream.rangeClosed(1, options.nodes())
              .mapToObj(i -> terrain.node(i).member())
              .collect(Collectors.joining(",")));
      settings.put("BUSBAR_CLUSTER_HOST", address.host());
      settings.put("BUSBAR_CLUSTER_PORT", Integer.toString(address.cluster()));
      settings.put("BUSBAR_CLUSTER_BUS_PORT", Integer.toString(address.bus()));
      settings.put("BUSBAR_CLUSTER_SECRET", "a-secret-of-the-lab-only-32-characters");
      settings.put("BUSBAR_NODE_ID", "lab-" + address.name());
    }
    return new HubNode(address, terrain.inside(number), folder.resolve(address.name()), settings);
  }

  private boolean ask(Supplier<Future<Boolean>> question) {
    try {
      return onLoop(question);
    } catch (RuntimeException | TimeoutException e) {
      return false;
    }
  }

  private static Future<Void> act(Runnable action) {
    action.run();
    return Future.succeededFuture();
  }

  /** Runs a step on the event loop and waits for its end. */
  private <T> T onLoop(Supplier<Future<T>> step) throws TimeoutException {
    Promise<T> done = Promise.promise();
    context.runOnContext(ignored -> step.get().onComplete(done));
    return done.future().await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private synchronized void end() {
    try {
      for (HubNode node : nodes) {
        node.kill();
      }
      database.kill();
    } catch (IOException e) {
      System.err.println("faults: something is left running: " + e.getMessage());
    }
  }

  private void say(String text) {
    System.out.printf("%7.1f s  %s%n", history.now() / 1e6, text);
  }
}
