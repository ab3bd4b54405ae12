package io.busbar.bench.load;

import io.busbar.bench.wire.HttpLane;
import io.busbar.bench.wire.Requests;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Commands at a steady rate over a few connections; one that finds all busy is left out. */
public final class SteadyCommands implements Load {
  private static final int CONNECTIONS = 8;
  private static final int MILLIS = 1000;
  private static final int OK = 200;

  private final Subject subject;
  private final Meter meter;
  private final int perSecond;
  private final List<HttpLane> lanes = new ArrayList<>();
  private final List<HttpLane> free = new ArrayList<>();
  private int next;
  private long timer;

  /**
   * @param perSecond at most 1,000
   */
  public SteadyCommands(Subject subject, Meter meter, int perSecond) {
    this.subject = subject;
    this.meter = meter;
    this.perSecond = perSecond;
  }

  @Override
  public Future<Void> start() {
    List<Future<HttpLane>> connecting =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(i -> HttpLane.connect(subject.client(), subject.place().port()))
            .toList();
    return Future.all(connecting).map(all -> begin(connecting));
  }

  @Override
  public Future<Void> stop() {
    boolean unused = subject.vertx().cancelTimer(timer);
    return Future.join(lanes.stream().map(HttpLane::close).toList()).mapEmpty();
  }

  private Void begin(List<Future<HttpLane>> connected) {
    connected.forEach(lane -> lanes.add(lane.result()));
    free.addAll(lanes);
    timer = subject.vertx().setPeriodic(MILLIS / perSecond, tick -> ask());
    return null;
  }

  private void ask() {
    if (free.isEmpty()) {
      meter.fail();
      return;
    }
    HttpLane lane = free.remove(free.size() - 1);
    String device = subject.devices().get(next);
    next = (next + 1) % subject.devices().size();
    Buffer request = Requests.command(subject.token(), device);
    long begin = System.nanoTime();
    lane.send(request, (status, bytes) -> answered(lane, begin, status, bytes));
  }

  private void answered(HttpLane lane, long begin, int status, int bytes) {
    free.add(lane);
    if (status == OK) {
      meter.add(System.nanoTime() - begin, bytes);
    } else {
      meter.fail();
    }
  }
}
