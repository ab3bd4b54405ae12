package io.busbar.bench.load;

import io.busbar.bench.wire.HttpLane;
import io.busbar.bench.wire.Requests;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Requests over keep-alive connections, the next one when the former was answered. */
public final class RequestLoad implements Load {
  private static final long QUIET_SECONDS = 10;
  private static final int OK = 200;

  private final Subject subject;
  private final Meter meter;
  private final List<Buffer> requests;
  private final int connections;
  private final List<HttpLane> lanes = new ArrayList<>();
  private final Promise<Void> quiet = Promise.promise();
  private int next;
  private int open;
  private boolean stopping;

  private RequestLoad(Subject subject, Meter meter, List<Buffer> requests, int connections) {
    this.subject = subject;
    this.meter = meter;
    this.requests = requests;
    this.connections = connections;
  }

  /** Commands to all devices in turn, each answered when the driver has answered. */
  public static RequestLoad commands(Subject subject, Meter meter, int connections) {
    return commands(subject, meter, subject.devices(), connections);
  }

  /** Commands to some devices in turn. */
  public static RequestLoad commands(
      Subject subject, Meter meter, List<String> devices, int connections) {
    List<Buffer> requests =
        devices.stream().map(id -> Requests.command(subject.token(), id)).toList();
    return new RequestLoad(subject, meter, requests, connections);
  }

  /** The list of devices, again and again. */
  public static RequestLoad lists(Subject subject, Meter meter, int connections) {
    return new RequestLoad(subject, meter, List.of(Requests.devices(subject.token())), connections);
  }

  /** Everything an app needs at its start, again and again. */
  public static RequestLoad bootstraps(Subject subject, Meter meter, int connections) {
    return new RequestLoad(
        subject, meter, List.of(Requests.bootstrap(subject.token())), connections);
  }

  @Override
  public Future<Void> start() {
    int port = subject.place().port();
    List<Future<HttpLane>> connecting =
        IntStream.range(0, connections)
            .mapToObj(i -> HttpLane.connect(subject.client(), port))
            .toList();
    return Future.all(connecting)
        .map(
            all -> {
              connecting.forEach(lane -> lanes.add(lane.result()));
              lanes.forEach(this::ask);
              return null;
            });
  }

  @Override
  public Future<Void> stop() {
    stopping = true;
    if (open == 0) {
      quiet.tryComplete();
    }
    return quiet
        .future()
        .timeout(QUIET_SECONDS, TimeUnit.SECONDS)
        .compose(done -> Future.join(lanes.stream().map(HttpLane::close).toList()))
        .mapEmpty();
  }

  private void ask(HttpLane lane) {
    open++;
    Buffer request = requests.get(next);
    next = next + 1 == requests.size() ? 0 : next + 1;
    long begin = System.nanoTime();
    lane.send(request, (status, bytes) -> answered(lane, begin, status, bytes));
  }

  private void answered(HttpLane lane, long begin, int status, int bytes) {
    open--;
    if (status == OK) {
      meter.add(System.nanoTime() - begin, bytes);
    } else {
      meter.fail();
    }
    if (!stopping) {
      ask(lane);
    } else if (open == 0) {
      quiet.tryComplete();
    }
  }
}
