package io.busbar.bench.soak;

import io.busbar.bench.load.EndToEndLoad;
import io.busbar.bench.load.Load;
import io.busbar.bench.load.Meter;
import io.busbar.bench.load.SteadyCommands;
import io.busbar.bench.load.Subject;
import io.busbar.bench.load.Subject.Login;
import io.busbar.bench.load.Subject.Place;
import io.busbar.bench.load.Visitors;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Keeps a hub busy with everything at once: {@code <name=port:pid:mqtt>}; the login comes from the
 * environment. For each line on standard input it prints what was done since the former one; it
 * ends with standard input.
 */
public final class SoakMain {
  private static final int DEVICES = 100;
  private static final int UPDATES_PER_SECOND = 200;
  private static final int COMMANDS_PER_SECOND = 50;
  private static final int VISITOR_EVERY_MS = 250;
  private static final long STEP_SECONDS = 60;
  private static final double MILLION = 1e6;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final List<Meter> changes = EndToEndLoad.DOORS.stream().map(door -> new Meter()).toList();
  private final Meter commands = new Meter();
  private final Meter visitors = new Meter();

  private SoakMain() {}

  public static void main(String[] arguments) throws Exception {
    SoakMain soak = new SoakMain();
    try {
      soak.run(Place.of(arguments[0]));
    } finally {
      soak.vertx.close().await(STEP_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void run(Place place) throws Exception {
    NetClient client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    Login login = new Login(System.getenv("BENCH_USERNAME"), System.getenv("BENCH_PASSWORD"));
    Subject subject = onLoop(() -> Subject.open(vertx, client, place, login, DEVICES));
    List<Load> loads =
        List.of(
            new EndToEndLoad(subject, changes, UPDATES_PER_SECOND),
            new SteadyCommands(subject, commands, COMMANDS_PER_SECOND),
            new Visitors(subject, visitors, VISITOR_EVERY_MS));
    for (Load load : loads) {
      onLoop(load::start);
    }
    System.out.println("running");
    while (System.in.read() == '\n') {
      System.out.println(onLoop(this::report));
    }
    for (Load load : loads) {
      onLoop(load::stop);
    }
  }

  private Future<String> report() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      parts.add(part(EndToEndLoad.DOORS.get(i), changes.get(i)));
    }
    parts.add(part("commands", commands));
    parts.add(part("visitors", visitors));
    return Future.succeededFuture(String.join("; ", parts));
  }

  private static String part(String name, Meter meter) {
    String text =
        String.format(
            Locale.ROOT,
            "%s %d, p99 %.1f ms, failed %d",
            name,
            meter.count(),
            meter.quantile(0.99) / MILLION,
            meter.failed());
    meter.reset();
    return text;
  }

  /** Runs a step on the event loop and waits for its end. */
  private <T> T onLoop(Supplier<Future<T>> step) throws TimeoutException {
    Promise<T> done = Promise.promise();
    context.runOnContext(
        ignored -> Future.succeededFuture().compose(none -> step.get()).onComplete(done));
    return done.future().await(STEP_SECONDS, TimeUnit.SECONDS);
  }
}
