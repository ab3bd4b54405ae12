package io.busbar.bench.load;

import io.busbar.bench.wire.LiveLane;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Clients that come and go: every so often one more of the kinds in turn, and the oldest leaves.
 */
public final class Visitors implements Load {
  private static final int AT_ONCE = 20;

  private final Subject subject;
  private final Meter meter;
  private final int everyMillis;
  private final Deque<LiveLane> present = new ArrayDeque<>();
  private final List<Supplier<Future<LiveLane>>> kinds;
  private int next;
  private long timer;
  private boolean stopping;

  public Visitors(Subject subject, Meter meter, int everyMillis) {
    this.subject = subject;
    this.meter = meter;
    this.everyMillis = everyMillis;
    this.kinds =
        List.of(
            () -> Doors.sse(subject, states -> {}),
            () -> Doors.socketIo(subject, states -> {}),
            () -> Doors.mqttNumbers(subject, numbers -> {}),
            () -> driver(subject));
  }

  @Override
  public Future<Void> start() {
    timer = subject.vertx().setPeriodic(everyMillis, tick -> comeAndGo());
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> stop() {
    stopping = true;
    boolean unused = subject.vertx().cancelTimer(timer);
    return Future.join(present.stream().map(LiveLane::close).toList()).mapEmpty();
  }

  private static Future<LiveLane> driver(Subject subject) {
    return DriverSimulator.connect(subject.client(), subject.place().port(), "bench-visitor")
        .map(driver -> driver::close);
  }

  private void comeAndGo() {
    long begin = System.nanoTime();
    next = (next + 1) % kinds.size();
    kinds
        .get(next)
        .get()
        .onSuccess(lane -> came(lane, System.nanoTime() - begin))
        .onFailure(refused -> meter.fail());
  }

  private void came(LiveLane lane, long nanos) {
    meter.add(nanos, 0);
    present.add(lane);
    if (stopping || present.size() > AT_ONCE) {
      present.remove().close().onFailure(broken -> meter.fail());
    }
  }
}
