package io.busbar.bench.micro;

import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.bus.TraceContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A question to an owner on the same node and back, from one event loop. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BusHops {
  private static final int HOPS = 1_000;
  private static final long SECONDS = 30;
  private static final RequestAddress<Ask, Answer> ECHO =
      RequestAddress.of("bench.micro.echo", Ask.class, Answer.class);

  private final Vertx vertx = tracedVertx();
  private final Context asker = vertx.getOrCreateContext();
  private final HubBus bus = HubBus.open(vertx, Set.of(Ask.class, Answer.class), BusObserver.NONE);

  /** What is asked. */
  public record Ask(int number) {}

  /** What is answered. */
  public record Answer(int number) {}

  @Setup
  public void serve() throws TimeoutException {
    Object unused =
        bus.serve(ECHO, ask -> Future.succeededFuture(new Answer(ask.number())))
            .await(SECONDS, TimeUnit.SECONDS);
  }

  @TearDown
  public void close() throws TimeoutException {
    vertx.close().await(SECONDS, TimeUnit.SECONDS);
  }

  @Benchmark
  @OperationsPerInvocation(HOPS)
  public int oneAfterTheOther() throws TimeoutException {
    Promise<Integer> done = Promise.promise();
    asker.runOnContext(started -> hop(0, done));
    return done.future().await(SECONDS, TimeUnit.SECONDS);
  }

  private static Vertx tracedVertx() {
    TraceContext.install();
    return Vertx.vertx();
  }

  private void hop(int number, Promise<Integer> done) {
    if (number == HOPS) {
      done.complete(number);
      return;
    }
    bus.request(ECHO, new Ask(number))
        .onSuccess(answer -> hop(answer.number() + 1, done))
        .onFailure(done::fail);
  }
}
