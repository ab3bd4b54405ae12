package io.busbar.bench.load;

import io.busbar.bench.wire.LiveLane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a source says reaches every listener: either so many under way, the next when one has
 * reached everybody, or at a fixed rate. Counts deliveries.
 */
public final class FanOutLoad implements Load {
  private static final int RING = 1 << 12;
  private static final long TICK_MS = 20;
  private static final long QUIET_SECONDS = 10;
  private static final int MILLIS = 1000;

  private final Subject subject;
  private final Meter meter;
  private final int clients;
  private final int window;
  private final int perSecond;
  private final Way way;
  private final List<LiveLane> lanes = new ArrayList<>();
  private final int[] arrived = new int[RING];
  private final long[] sentAt = new long[RING];
  private final long[] received;
  private final Promise<Void> quiet = Promise.promise();
  private @Nullable Source source;
  private long sent;
  private long complete;
  private long ticks;
  private long timer;
  private boolean stopping;

  /** How a client comes to listen. */
  public interface Door {
    /** Opens a connection; {@code states} is told how many states each read brought. */
    Future<LiveLane> open(Subject subject, IntConsumer states);
  }

  /** Whose news it is, and how clients hear of it. */
  record Way(Function<Subject, Future<Source>> source, Door door) {}

  private FanOutLoad(
      Subject subject, Meter meter, Way way, int clients, int window, int perSecond) {
    this.subject = subject;
    this.way = way;
    this.meter = meter;
    this.clients = clients;
    this.window = window;
    this.perSecond = perSecond;
    this.received = new long[clients];
  }

  /** So many updates under way. */
  public static FanOutLoad window(
      Subject subject, Meter meter, Door door, int clients, int window) {
    Way way = new Way(Source::driver, door);
    return new FanOutLoad(subject, meter, way, clients, window, 0);
  }

  /** So many updates under way, each of a driver with a connection of its own. */
  public static FanOutLoad drivers(
      Subject subject, Meter meter, Door door, int clients, int window) {
    Way way = new Way(from -> Source.drivers(from, window), door);
    return new FanOutLoad(subject, meter, way, clients, window, 0);
  }

  /** So many MQTT messages under way, to as many subscribers as the subject has. */
  public static FanOutLoad messages(Subject subject, Meter meter, int qos, int window) {
    Way way =
        new Way(from -> MqttSource.open(from, qos), (to, states) -> Doors.mqtt(to, qos, states));
    return new FanOutLoad(subject, meter, way, subject.size(), window, 0);
  }

  /** So many updates per second, whatever has arrived. */
  public static FanOutLoad rate(
      Subject subject, Meter meter, Door door, int clients, int perSecond) {
    Way way = new Way(Source::driver, door);
    return new FanOutLoad(subject, meter, way, clients, RING, perSecond);
  }

  @Override
  public Future<Void> start() {
    List<Future<LiveLane>> opening =
        IntStream.range(0, clients)
            .mapToObj(i -> way.door().open(subject, count -> arrived(i, count)))
            .toList();
    return Future.all(opening)
        .onSuccess(all -> opening.forEach(lane -> lanes.add(lane.result())))
        .compose(all -> way.source().apply(subject))
        .map(this::begin);
  }

  @Override
  public Future<Void> stop() {
    stopping = true;
    boolean unused = subject.vertx().cancelTimer(timer);
    if (complete == sent) {
      quiet.tryComplete();
    }
    return quiet
        .future()
        .timeout(QUIET_SECONDS, TimeUnit.SECONDS)
        .compose(done -> Future.join(lanes.stream().map(LiveLane::close).toList()))
        .compose(closed -> source().close());
  }

  private Void begin(Source opened) {
    source = opened;
    if (perSecond == 0) {
      opened.together(this::fill);
      return null;
    }
    long begin = System.nanoTime();
    timer = subject.vertx().setPeriodic(TICK_MS, tick -> keepRate(begin));
    return null;
  }

  private Source source() {
    return Objects.requireNonNull(source, "It was not started.");
  }

  private void keepRate(long begin) {
    ticks = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) * perSecond / MILLIS;
    source().together(this::fill);
  }

  private void fill() {
    while (!stopping && sent - complete < window && (perSecond == 0 || sent < ticks)) {
      int slot = (int) (sent % RING);
      arrived[slot] = 0;
      sentAt[slot] = System.nanoTime();
      source().say(sent);
      sent++;
    }
  }

  private void arrived(int client, int count) {
    long now = System.nanoTime();
    long before = complete;
    for (int i = 0; i < count; i++) {
      int slot = (int) (received[client]++ % RING);
      meter.time(now - sentAt[slot]);
      if (++arrived[slot] == clients) {
        complete++;
      }
    }
    meter.add(count);
    if (complete == before) {
      return;
    }
    if (stopping && complete == sent) {
      quiet.tryComplete();
    } else if (perSecond == 0) {
      source().together(this::fill);
    }
  }
}
