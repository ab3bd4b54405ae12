package io.busbar.demohouse;

import io.busbar.kit.Call;
import io.busbar.kit.Driver;
import io.busbar.kit.Metric;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Shows a simulated house to a hub: announces it, lets time pass in it, runs its commands. */
public final class DemoHouse implements AutoCloseable {
  /** The key of this driver. */
  public static final String KEY = "DEMO_HOUSE";

  private static final System.Logger log = System.getLogger(DemoHouse.class.getName());
  private static final long STEP_MILLIS = 1_000;
  private static final long MEASURES_EVERY_MILLIS = 60_000;
  private static final double MILLIS_PER_SECOND = 1_000;

  /** After a clock that leapt, or a machine that slept, the house goes on from where it was. */
  private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

  private final Driver driver;
  private final Clock clock;
  private final RandomGenerator random;
  private final List<Furniture> furniture;
  private final News news = new News();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, DemoHouse::thread);
  private House house;
  private Instant now;

  /**
   * @param clock the time in the house, in its zone
   * @param random what happens by itself
   */
  public DemoHouse(Driver driver, Clock clock, RandomGenerator random) {
    this.driver = driver;
    this.clock = clock;
    this.random = random;
    this.now = clock.instant();
    this.furniture = Furniture.all(Weather.at(LocalDateTime.ofInstant(now, clock.getZone())));
    this.house = House.with(furniture);
  }

  /** Serves on the calling thread until {@link #close} or an interruption. */
  public void run() {
    furniture.stream()
        .flatMap(piece -> piece.gadget().catalog().stream())
        .map(CommandDef::key)
        .distinct()
        .forEach(command -> driver.command(command, this::obey));
    driver.command(Furniture.REFRESH, this::refresh);
    furniture.forEach(piece -> driver.discover(piece.announced()));
    publish();
    every(STEP_MILLIS, this::live);
    every(MEASURES_EVERY_MILLIS, this::measure);
    try {
      driver.run();
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    driver.close();
  }

  private synchronized @Nullable String obey(Call call) {
    house = house.told(call);
    publish();
    return null;
  }

  private synchronized @Nullable String refresh(Call call) {
    news.forget(call.device());
    publish();
    return null;
  }

  private synchronized void live() {
    Instant before = now;
    now = clock.instant();
    Duration passed = Duration.between(before, now);
    Duration lived = passed.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : passed;
    if (lived.isNegative() || lived.isZero()) {
      return;
    }
    LocalDateTime time = LocalDateTime.ofInstant(now, clock.getZone());
    house = house.after(time, lived.toMillis() / MILLIS_PER_SECOND, random);
    publish();
  }

  private synchronized void publish() {
    house
        .states()
        .forEach(
            (device, state) -> {
              Map<String, @Nullable Object> changed = news.of(device, state);
              if (!changed.isEmpty()) {
                driver.state(device, changed);
              }
            });
  }

  private synchronized void measure() {
    house
        .states()
        .forEach(
            (device, state) -> {
              List<Metric> metrics = News.metrics(state);
              if (!metrics.isEmpty()) {
                driver.metrics(device, metrics);
              }
            });
  }

  private void every(long millis, Runnable work) {
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(() -> survive(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** A scheduled task that throws would never run again. */
  private static void survive(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException trouble) {
      log.log(System.Logger.Level.WARNING, "A step of the simulated house failed", trouble);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "demo-house");
    thread.setDaemon(true);
    return thread;
  }
}
