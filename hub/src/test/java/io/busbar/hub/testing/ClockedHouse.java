package io.busbar.hub.testing;

import static org.awaitility.Awaitility.await;

import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.programs.ProgramsContract.ReadRun;
import io.busbar.contracts.programs.ProgramsContract.RemoveProgram;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.programs.ProgramsContract.SaveProgram;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.ReadState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.House;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A house in Amsterdam with one driver and its dimmers, whose programs go by a clock that moves
 * when told: a Monday in June, at noon, when it opens.
 */
public final class ClockedHouse implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A name that programs may call, and one that leads to the same machine and is not allowed. */
  public static final String ALLOWED_HOST = "localhost";

  public static final String INSIDE_HOST = "inside.example";

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final House HOUSE = new House("Home", ZONE, 52.37, 4.90);
  private static final ZonedDateTime OPENS = LocalDate.of(2026, 6, 15).atTime(12, 0).atZone(ZONE);
  private static final String HOSTS = "127.0.0.1 localhost\n127.0.0.1 " + INSIDE_HOST + "\n";
  private static final int LONGEST_WAIT_MS = 30_000;

  private final Vertx vertx;
  private final HubBus bus;
  private final ControlledTime time = new ControlledTime(OPENS.toInstant(), ZONE);
  private final HouseServices services;
  private final LoopbackDriver driver;
  private final Map<String, DeviceId> ids = new HashMap<>();

  private ClockedHouse(List<String> dimmers) {
    TraceContext.install();
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setAddressResolverOptions(
                    new AddressResolverOptions().setHostsValue(Buffer.buffer(HOSTS))));
    this.bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
    this.services = new HouseServices(vertx, bus, HOUSE, time, Set.of(ALLOWED_HOST));
    this.driver = new LoopbackDriver(vertx, "HOUSE", dimmers, success(services.deploy()));
  }

  /** Opens the house; returns when the dimmers are known. */
  public static ClockedHouse open(String... dimmers) {
    ClockedHouse house = new ClockedHouse(List.of(dimmers));
    LoopbackDriver unused = house.driver.start();
    await().atMost(PATIENCE).until(() -> house.learnIds() == dimmers.length);
    return house;
  }

  public Vertx vertx() {
    return vertx;
  }

  public ControlledTime time() {
    return time;
  }

  public LoopbackDriver driver() {
    return driver;
  }

  /** The hub says to its programs that it has started. */
  public void hubStarted() {
    services.hubStarted();
  }

  public DeviceId id(String dimmer) {
    return Objects.requireNonNull(ids.get(dimmer), dimmer);
  }

  /** Asks over the bus what must succeed. */
  public <Q, R> R ask(RequestAddress<Q, R> address, Q question) {
    return success(bus.request(address, question));
  }

  /** Asks over the bus what must fail. */
  public <Q, R> HubFailure refusal(RequestAddress<Q, R> address, Q question) {
    Future<R> asked = bus.request(address, question);
    settle(asked);
    if (asked.cause() instanceof HubFailure failure) {
      return failure;
    }
    throw new AssertionError("not refused: " + asked);
  }

  /** Collects what is announced from now on. */
  public <E> List<E> hear(EventAddress<E> address) {
    List<E> heard = new CopyOnWriteArrayList<>();
    Object unused = success(bus.listen(address, heard::add));
    return heard;
  }

  /** Saves a program and answers its id. */
  public String save(Map<String, ?> program) {
    return ask(ProgramsContract.SAVE, new SaveProgram(Fields.from(program), Source.REST, null))
        .id();
  }

  /** Saves an automation that does something at one trigger. */
  public String automation(Map<String, ?> trigger, List<?> actions) {
    return save(
        Map.of(
            "name",
            "Automation",
            "type",
            "automation",
            "triggers",
            List.of(trigger),
            "actions",
            actions));
  }

  /** Saves a sequence of actions. */
  public String sequence(List<?> actions) {
    return save(Map.of("name", "Sequence", "type", "sequence", "actions", actions));
  }

  /** Runs a program to its end. */
  public ProgramRun run(String program) {
    return ask(ProgramsContract.RUN, running(program, LONGEST_WAIT_MS, null));
  }

  /** Runs the off actions of a program to their end. */
  public ProgramRun runOff(String program) {
    return ask(ProgramsContract.RUN, running(program, LONGEST_WAIT_MS, true));
  }

  /** Starts a program and waits for nothing; answers the run's id. */
  public String begin(String program) {
    return ask(ProgramsContract.RUN, running(program, 0, null)).runId();
  }

  /** How a run stands now, with its steps. */
  public ProgramRun read(String runId) {
    return ask(ProgramsContract.READ_RUN, new ReadRun(runId));
  }

  /** Waits until a run has ended; time stands still. */
  public ProgramRun awaitEnd(String runId) {
    return await().atMost(PATIENCE).until(() -> read(runId), run -> run.endedAt() != null);
  }

  /** The runs of a program, the newest first. */
  public List<ProgramRun> runs(String program) {
    return ask(ProgramsContract.LIST_RUNS, new ListRuns(program, null, null, null)).runs();
  }

  /** Waits until a program has ended so many runs; answers the newest with its steps. */
  public ProgramRun awaitRuns(String program, int count) {
    List<ProgramRun> ended =
        await()
            .atMost(PATIENCE)
            .until(
                () -> runs(program),
                runs ->
                    runs.size() == count && runs.stream().allMatch(run -> run.endedAt() != null));
    return read(ended.get(0).runId());
  }

  /** Waits until a report of the driver has become the state of a dimmer. */
  public void awaitState(String dimmer, String key, Object value) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> ask(StatesContract.READ, new ReadState(id(dimmer))).state().get(key),
            value::equals);
  }

  /** Waits until something waits for this long, and lets that time pass. */
  public void awaitAndPass(Duration delay) {
    awaitWaiting(delay);
    time.pass(delay);
  }

  /** Waits until something waits for this long. */
  public void awaitWaiting(Duration delay) {
    await().atMost(PATIENCE).until(() -> time.isWaiting(delay));
  }

  /** Lets time pass until the clocks of the house next show this. */
  public void passTo(LocalTime wall) {
    ZonedDateTime now = now();
    ZonedDateTime today = now.toLocalDate().atTime(wall).atZone(ZONE);
    ZonedDateTime next =
        today.isAfter(now) ? today : now.toLocalDate().plusDays(1).atTime(wall).atZone(ZONE);
    time.pass(Duration.between(now, next));
  }

  /** What the clocks of the house show. */
  public ZonedDateTime now() {
    return time.instant().atZone(ZONE);
  }

  /** Waits until the driver has been told exactly this since it last forgot. */
  public void awaitTold(String... commands) {
    await().atMost(PATIENCE).until(() -> driver.told().equals(List.of(commands)));
  }

  /** An action that commands a dimmer. */
  public Map<String, Object> command(String dimmer, String command) {
    return command(dimmer, command, Map.of());
  }

  public Map<String, Object> command(String dimmer, String command, Map<String, ?> more) {
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("type", "device");
    action.put("deviceId", id(dimmer).value());
    action.put("command", command);
    action.putAll(more);
    return action;
  }

  /** An action that dims. */
  public Map<String, Object> dim(String dimmer, int brightness) {
    return command(dimmer, "set_brightness", Map.of("payload", Map.of("brightness", brightness)));
  }

  /** Removes all programs, and lets the driver forget what it was told. */
  public void clear() {
    for (Program program : ask(ProgramsContract.LIST, ListPrograms.ALL).programs()) {
      Object unused =
          ask(ProgramsContract.REMOVE, new RemoveProgram(program.id(), true, Source.REST, null));
    }
    driver.forgetTold();
  }

  @Override
  public void close() {
    driver.close();
    Object unused = success(vertx.close());
  }

  private static RunProgram running(String program, int waitMs, @Nullable Boolean off) {
    return new RunProgram(program, null, null, null, off, waitMs, Source.REST, null);
  }

  private int learnIds() {
    for (LogicalDevice device : ask(DevicesContract.LIST, ListDevices.ALL).devices()) {
      ids.put(device.externalId(), device.id());
    }
    return ids.size();
  }

  private static <T> T success(Future<T> future) {
    settle(future);
    if (future.failed()) {
      throw new AssertionError("failed with " + future.cause(), future.cause());
    }
    return future.result();
  }

  private static void settle(Future<?> future) {
    try {
      Object unused = future.otherwiseEmpty().await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no outcome within " + PATIENCE, e);
    }
  }
}
