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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Connects idle clients of a kind and says so on standard output; each line on standard input
 * closes them, or connects them again: {@code <name=port:pid> <clients> <workload>}; the login
 * comes from the environment.
 */
public final class IdleMain {
  private static final int AT_ONCE = 100;
  private static final long STEP_SECONDS = 60;

  private final Subject subject;
  private final int clients;
  private final Kind kind;

  private IdleMain(Subject subject, int clients, Kind kind) {
    this.subject = subject;
    this.clients = clients;
    this.kind = kind;
  }

  /** The kinds of clients, as the workloads of idle ones are called. */
  private enum Kind {
    I2 {
      @Override
      Future<LiveLane> connect(Subject subject) {
        return Doors.socketIo(subject, states -> {});
      }
    },
    I2SSE {
      @Override
      Future<LiveLane> connect(Subject subject) {
        return Doors.sse(subject, states -> {});
      }
    },
    I2MQTT {
      @Override
      Future<LiveLane> connect(Subject subject) {
        return Doors.mqtt(subject, 0, messages -> {});
      }
    },
    I2DRIVER {
      @Override
      Future<LiveLane> connect(Subject subject) {
        return Doors.driver(subject);
      }
    };

    abstract Future<LiveLane> connect(Subject subject);
  }

  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      NetClient client = vertx.createNetClient();
      Login login = new Login(System.getenv("BENCH_USERNAME"), System.getenv("BENCH_PASSWORD"));
      Kind kind = Kind.valueOf(arguments[2]);
      Place place = Place.of(arguments[0]);
      Subject subject =
          kind == Kind.I2MQTT
              ? Subject.broker(vertx, client, place, login)
              : Subject.open(vertx, client, place, login, 1).await(STEP_SECONDS, TimeUnit.SECONDS);
      new IdleMain(subject, Integer.parseInt(arguments[1]), kind).run();
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
              .mapToObj(i -> kind.connect(subject))
              .toList();
      Object unused = Future.all(some).await(STEP_SECONDS, TimeUnit.SECONDS);
      some.forEach(lane -> open.add(lane.result()));
      pause();
    }
  }

  /** The hub lets 50 a second in from one address. */
  private void pause() {
    if (kind == Kind.I2MQTT) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
    }
  }
}
