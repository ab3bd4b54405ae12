package io.busbar.bench;

import io.busbar.bench.load.Doors;
import io.busbar.bench.load.Subject;
import io.busbar.bench.load.Subject.Login;
import io.busbar.bench.load.Subject.Place;
import io.busbar.bench.wire.LiveLane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Connects idle Socket.IO clients and says so on standard output; each line on standard input
 * closes them, or connects them again: {@code <name=port:pid> <clients>}; the login comes from the
 * environment.
 */
public final class IdleMain {
  private static final int AT_ONCE = 100;
  private static final long STEP_SECONDS = 60;

  private final Subject subject;
  private final int clients;

  private IdleMain(Subject subject, int clients) {
    this.subject = subject;
    this.clients = clients;
  }

  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      NetClient client = vertx.createNetClient();
      Login login = new Login(System.getenv("BENCH_USERNAME"), System.getenv("BENCH_PASSWORD"));
      Subject subject =
          Subject.open(vertx, client, Place.of(arguments[0]), login, 1)
              .await(STEP_SECONDS, TimeUnit.SECONDS);
      new IdleMain(subject, Integer.parseInt(arguments[1])).run();
    } finally {
      vertx.close().await(STEP_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void run() throws IOException, TimeoutException {
    List<LiveLane> open = new ArrayList<>();
    System.out.println(0);
    while (System.in.read() == '\n') {
      if (open.isEmpty()) {
        connect(open);
      } else {
        Future<?> closed = Future.join(open.stream().map(LiveLane::close).toList());
        Object unused = closed.await(STEP_SECONDS, TimeUnit.SECONDS);
        open.clear();
      }
      System.out.println(open.size());
    }
  }

  private void connect(List<LiveLane> open) throws TimeoutException {
    while (open.size() < clients) {
      List<Future<LiveLane>> some =
          IntStream.range(0, Math.min(AT_ONCE, clients - open.size()))
              .mapToObj(i -> Doors.socketIo(subject, states -> {}))
              .toList();
      Object unused = Future.all(some).await(STEP_SECONDS, TimeUnit.SECONDS);
      some.forEach(lane -> open.add(lane.result()));
    }
  }
}
