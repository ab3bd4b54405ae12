package io.busbar.bench.load;

import io.busbar.bench.wire.LiveLane;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A load while so many live streams are open that have nothing to tell: their device rests. */
public final class BesideStreams implements Load {
  private static final int AT_ONCE = 100;

  private final Load load;
  private final Subject subject;
  private final int streams;
  private final List<LiveLane> open = new ArrayList<>();

  public BesideStreams(Load load, Subject subject, int streams) {
    this.load = load;
    this.subject = subject;
    this.streams = streams;
  }

  @Override
  public Future<Void> start() {
    return connect().compose(connected -> load.start());
  }

  @Override
  public Future<Void> stop() {
    return load.stop()
        .compose(stopped -> Future.join(open.stream().map(LiveLane::close).toList()))
        .mapEmpty();
  }

  private Future<Void> connect() {
    if (open.size() >= streams) {
      return Future.succeededFuture();
    }
    String resting = subject.devices().get(subject.devices().size() - 1);
    List<Future<LiveLane>> some =
        IntStream.range(0, Math.min(AT_ONCE, streams - open.size()))
            .mapToObj(i -> Doors.sseOf(subject, resting))
            .toList();
    return Future.all(some)
        .onSuccess(all -> some.forEach(lane -> open.add(lane.result())))
        .compose(all -> connect());
  }
}
