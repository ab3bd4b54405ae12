package io.busbar.bench;

import io.busbar.bench.load.Load;
import io.busbar.bench.load.Meter;
import io.busbar.bench.load.Subject;
import io.busbar.bench.load.Subject.Login;
import io.busbar.bench.load.Subject.Place;
import io.busbar.bench.report.CpuTimes;
import io.busbar.bench.report.Sample;
import io.busbar.contracts.bus.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Measures one workload against several running servers in turn: {@code <workload> <runs> <seconds>
 * <warm-up seconds> <file> <name=port:pid>...}; the login comes from the environment. Writes one
 * JSON line per run. Servers are interleaved, so that a slow minute of the machine is everybody's.
 */
public final class BenchMain {
  private static final long STEP_SECONDS = 120;
  private static final double NANOS = 1e9;
  private static final long SETTLE_MS = 500;

  private final Vertx vertx;
  private final Context context;
  private final Workload workload;
  private final int seconds;
  private final Path results;
  private final List<Meter> meters;

  private BenchMain(Vertx vertx, Workload workload, int seconds, Path results) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.workload = workload;
    this.seconds = seconds;
    this.results = results;
    this.meters = workload.doors().stream().map(door -> new Meter()).toList();
  }

  public static void main(String[] arguments) throws Exception {
    Vertx vertx = openVertx();
    try {
      BenchMain bench =
          new BenchMain(
              vertx,
              Workload.valueOf(arguments[0]),
              Integer.parseInt(arguments[2]),
              Path.of(arguments[4]));
      List<Place> places = new ArrayList<>();
      for (int i = 5; i < arguments.length; i++) {
        places.add(Place.of(arguments[i]));
      }
      bench.measure(places, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[3]));
    } finally {
      vertx.close().await(STEP_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static Vertx openVertx() {
    var builder = Vertx.builder().with(new VertxOptions().setEventLoopPoolSize(1));
    if (Transport.EPOLL != null && Transport.EPOLL.available()) {
      builder = builder.withTransport(Transport.EPOLL);
    }
    return builder.build();
  }

  private void measure(List<Place> places, int runs, int warmUp) throws Exception {
    NetClient client =
        vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setTcpQuickAck(false));
    Login login = new Login(environment("BENCH_USERNAME"), environment("BENCH_PASSWORD"));
    List<Subject> subjects = new ArrayList<>();
    for (Place place : places) {
      subjects.add(onLoop(() -> open(client, place, login)));
    }
    for (int size : workload.sizes()) {
      for (Subject subject : subjects) {
        onLoop(() -> subject.grow(workload.devices(size)));
        onLoop(() -> workload.prepare(subject));
        List<Sample> unused = run(subject, size, warmUp);
      }
      for (int i = 0; i < runs; i++) {
        for (Subject subject : subjects) {
          write(run(subject, size, seconds));
        }
      }
    }
  }

  private Future<Subject> open(NetClient client, Place place, Login login) {
    return workload.isMqtt()
        ? Future.succeededFuture(Subject.broker(vertx, client, place, login))
        : Subject.open(vertx, client, place, login, 1);
  }

  private List<Sample> run(Subject subject, int size, int time) throws Exception {
    Load load = onLoop(() -> Future.succeededFuture(workload.load(subject, meters, size)));
    onLoop(load::start);
    pause(SETTLE_MS);
    onLoop(this::resetMeters);
    CpuTimes before = CpuTimes.read(subject.place().pid());
    pause(TimeUnit.SECONDS.toMillis(time));
    CpuTimes after = CpuTimes.read(subject.place().pid());
    List<Sample> samples = onLoop(() -> samples(subject, size, before, after));
    onLoop(load::stop);
    pause(SETTLE_MS);
    return samples;
  }

  private Future<Void> resetMeters() {
    meters.forEach(Meter::reset);
    return Future.succeededFuture();
  }

  private Future<List<Sample>> samples(Subject subject, int size, CpuTimes before, CpuTimes after) {
    CpuTimes.Shares shares = after.since(before);
    double time = (after.nanos() - before.nanos()) / NANOS;
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < meters.size(); i++) {
      Meter meter = meters.get(i);
      samples.add(
          new Sample(
              workload.name(),
              subject.place().name(),
              workload.doors().get(i),
              size,
              meter.count() / time,
              meter.quantile(0.5),
              meter.quantile(0.99),
              meter.quantile(0.999),
              meter.bytesEach(),
              meter.failed(),
              shares.server(),
              shares.generator(),
              shares.others()));
    }
    return Future.succeededFuture(samples);
  }

  private void write(List<Sample> samples) throws IOException {
    for (Sample sample : samples) {
      Files.writeString(
          results, Json.text(sample) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      System.err.printf(
          "%-7s %-8s %-8s size %6d %12.0f/s  p50 %7.3f ms  p99 %7.3f ms  p99.9 %7.3f ms  server"
              + " %3.0f %%  generator %3.0f %%  others %2.0f %%  failed %d%n",
          sample.workload(),
          sample.subject(),
          sample.door(),
          sample.size(),
          sample.perSecond(),
          sample.p50() / 1e6,
          sample.p99() / 1e6,
          sample.p999() / 1e6,
          sample.server() * 100,
          sample.generator() * 100,
          sample.others() * 100,
          sample.failed());
    }
  }

  /** Runs a step on the event loop and waits for its end. */
  private <T> T onLoop(Supplier<Future<T>> step) throws TimeoutException {
    Promise<T> done = Promise.promise();
    Callable<Future<T>> call = step::get;
    context.runOnContext(ignored -> complete(call, done));
    return done.future().await(STEP_SECONDS, TimeUnit.SECONDS);
  }

  private static <T> void complete(Callable<Future<T>> step, Promise<T> done) {
    try {
      step.call().onComplete(done);
    } catch (Exception e) { // Whatever it was, the waiting thread must learn it.
      done.fail(e);
    }
  }

  private void pause(long millis) throws TimeoutException {
    vertx.timer(millis).await(STEP_SECONDS, TimeUnit.SECONDS);
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is not set.");
    }
    return value;
  }
}
