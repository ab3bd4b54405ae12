package io.busbar.bench.load;

import io.busbar.bench.wire.LiveLane;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * A driver reports changes at a fixed rate, whatever has arrived; one client of each kind waits for
 * them. The time runs from the write of the driver's frame to the read that brings the change. The
 * last device is left at rest.
 */
public final class EndToEndLoad implements Load {
  /** The kinds of clients, in the order of their meters. */
  public static final List<String> DOORS = List.of("sse", "socketio", "mqtt");

  private static final List<Door> OPENING =
      List.of(Doors::sseNumbers, Doors::socketIoNumbers, Doors::mqttNumbers);
  private static final long LATE_MS = 1_000;
  private static final int MILLIS = 1_000;
  private static final int MOST_AT_ONCE = 1_000;

  private final Subject subject;
  private final int perSecond;
  private final int devices;
  private final List<Arrivals> arrivals;
  private final List<LiveLane> lanes = new ArrayList<>();
  private long first;
  private long sent;
  private long begin;
  private long timer;

  /** How a client comes to hear of states. */
  private interface Door {
    /** Opens a connection; {@code numbers} is told the number in each state that comes. */
    Future<LiveLane> open(Subject subject, LongConsumer numbers);
  }

  /**
   * @param meters one for each of the {@link #DOORS}
   */
  public EndToEndLoad(Subject subject, List<Meter> meters, int perSecond) {
    this.subject = subject;
    this.perSecond = perSecond;
    this.devices = Math.max(1, subject.devices().size() - 1);
    this.arrivals = meters.stream().map(meter -> new Arrivals(meter, devices)).toList();
  }

  @Override
  public Future<Void> start() {
    first = Long.MAX_VALUE;
    List<Future<LiveLane>> opening =
        IntStream.range(0, OPENING.size())
            .mapToObj(i -> OPENING.get(i).open(subject, number -> arrived(i, number)))
            .toList();
    return Future.all(opening)
        .map(
            all -> {
              opening.forEach(lane -> lanes.add(lane.result()));
              return begin();
            });
  }

  @Override
  public Future<Void> stop() {
    boolean unused = subject.vertx().cancelTimer(timer);
    return subject
        .vertx()
        .timer(LATE_MS, TimeUnit.MILLISECONDS)
        .compose(late -> Future.join(lanes.stream().map(LiveLane::close).toList()))
        .mapEmpty();
  }

  private Void begin() {
    first = subject.nextSequence();
    begin = System.nanoTime();
    timer = subject.vertx().setPeriodic(1, tick -> keepRate());
    say(first);
    return null;
  }

  private void keepRate() {
    long now = System.nanoTime();
    long due = TimeUnit.NANOSECONDS.toMillis(now - begin) * perSecond / MILLIS;
    subject.driver().together(() -> sayUntil(Math.min(due, sent + MOST_AT_ONCE)));
    long late = now - TimeUnit.MILLISECONDS.toNanos(LATE_MS);
    arrivals.forEach(each -> each.overdue(late));
  }

  private void sayUntil(long due) {
    while (sent < due) {
      say(subject.nextSequence());
    }
  }

  private void say(long number) {
    long now = System.nanoTime();
    arrivals.forEach(each -> each.sent(now));
    subject.driver().report((int) (sent % devices), number);
    sent++;
  }

  private void arrived(int door, long number) {
    if (number >= first) {
      arrivals.get(door).arrived(number - first, System.nanoTime());
    }
  }
}
