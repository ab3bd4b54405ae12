package io.busbar.bench.load;

import io.busbar.bench.wire.LiveLane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * State updates of a driver that reach every live stream: either so many under way, the next when
 * one has reached everybody, or at a fixed rate. Counts deliveries.
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
  private final Door door;
  private final List<LiveLane> lanes = new ArrayList<>();
  private final int[] arrived = new int[RING];
  private final long[] sentAt = new long[RING];
  private final long[] received;
  private final Promise<Void> quiet = Promise.promise();
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

  private FanOutLoad(
      Subject subject, Meter meter, Door door, int clients, int window, int perSecond) {
    this.subject = subject;
    this.door = door;
    this.meter = meter;
    this.clients = clients;
    this.window = window;
    this.perSecond = perSecond;
    this.received = new long[clients];
  }

  /** So many updates under way. */
  public static FanOutLoad window(
      Subject subject, Meter meter, Door door, int clients, int window) {
    return new FanOutLoad(subject, meter, door, clients, window, 0);
  }

  /** So many updates per second, whatever has arrived. */
  public static FanOutLoad rate(
      Subject subject, Meter meter, Door door, int clients, int perSecond) {
    return new FanOutLoad(subject, meter, door, clients, RING, perSecond);
  }

  @Override
  public Future<Void> start() {
    List<Future<LiveLane>> opening =
        IntStream.range(0, clients)
            .mapToObj(i -> door.open(subject, count -> arrived(i, count)))
            .toList();
    return Future.all(opening)
        .map(
            all -> {
              opening.forEach(lane -> lanes.add(lane.result()));
              begin();
              return null;
            });
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
        .mapEmpty();
  }

  private void begin() {
    if (perSecond == 0) {
      subject.driver().together(this::fill);
      return;
    }
    long begin = System.nanoTime();
    timer = subject.vertx().setPeriodic(TICK_MS, tick -> keepRate(begin));
  }

  private void keepRate(long begin) {
    ticks = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) * perSecond / MILLIS;
    subject.driver().together(this::fill);
  }

  private void fill() {
    while (!stopping && sent - complete < window && (perSecond == 0 || sent < ticks)) {
      int slot = (int) (sent % RING);
      arrived[slot] = 0;
      sentAt[slot] = System.nanoTime();
      subject.driver().report((int) (sent % subject.devices().size()), subject.nextSequence());
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
      subject.driver().together(this::fill);
    }
  }
}
