package io.busbar.drivers.simulation;

import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one simulation running: started again when it ends, ended with the hub. That it cannot be
 * started is told in the log and keeps nobody from starting.
 */
public final class SimulationVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(SimulationVerticle.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int MOST_STARTS = 10;
  private static final Duration READY_WITHIN = Duration.ofMinutes(1);
  private static final long ENDED_WITHIN_SECONDS = 3;

  private final Simulation simulation;
  private final Consumer<Fields> ready;
  private final Duration readyWithin;
  private volatile @Nullable Process process;
  private volatile boolean stopping;
  private int starts;

  /**
   * @param ready told what the program says when it is ready; at each of its starts
   */
  public SimulationVerticle(Simulation simulation, Consumer<Fields> ready) {
    this(simulation, ready, READY_WITHIN);
  }

  SimulationVerticle(Simulation simulation, Consumer<Fields> ready, Duration readyWithin) {
    this.simulation = simulation;
    this.ready = ready;
    this.readyWithin = readyWithin;
  }

  @Override
  public Future<?> start() {
    launch();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    Process running = process;
    return running == null
        ? Future.succeededFuture()
        : vertx.executeBlocking(() -> end(running), false);
  }

  private void launch() {
    if (stopping) {
      return;
    }
    starts++;
    Promise<Fields> first = Promise.promise();
    long deadline =
        vertx.setTimer(
            readyWithin.toMillis(),
            due -> first.tryFail(new IOException("it does not say in time that it is ready")));
    vertx
        .executeBlocking(() -> begin(first), false)
        .compose(started -> first.future().onFailure(cause -> giveUp(started)))
        .onComplete(done -> vertx.cancelTimer(deadline))
        .onSuccess(
            said -> {
              log.info("{} runs: {}", simulation.name(), said.values());
              ready.accept(said);
            })
        .onFailure(cause -> log.warn("{} does not run: {}", simulation.name(), cause.getMessage()));
  }

  /** What says nothing that is of use is ended; that it ended is seen like any other end. */
  private void giveUp(Process started) {
    Future<Boolean> unused = vertx.executeBlocking(() -> end(started), false);
  }

  private Process begin(Promise<Fields> first) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(simulation.command());
    builder.environment().putAll(simulation.environment());
    Process started = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process = started;
    if (stopping) {
      boolean unused = end(started);
    }
    Thread watcher = new Thread(() -> watch(started, first), "simulation");
    watcher.setDaemon(true);
    watcher.start();
    return started;
  }

  private void watch(Process running, Promise<Fields> first) {
    try {
      hear(running, first);
      int code = running.waitFor();
      context.runOnContext(here -> ended(code));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it says after its first line is let go, lest it waits for somebody to read it. */
  private void hear(Process running, Promise<Fields> first) {
    try (InputStream output = running.getInputStream()) {
      Fields said = FirstLine.read(output);
      context.runOnContext(here -> first.tryComplete(said));
      long unused = output.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      context.runOnContext(here -> first.tryFail(e));
    }
  }

  private void ended(int code) {
    if (stopping) {
      return;
    }
    boolean again = starts < MOST_STARTS;
    log.warn(
        "{} ended with code {}{}",
        simulation.name(),
        code,
        again ? " and is started again" : "; it is not started again");
    if (again) {
      long unused = vertx.setTimer(PAUSE.toMillis(), due -> launch());
    }
  }

  /** It ends when its standard input does; if not, it is ended. Blocks. */
  private static boolean end(Process running) throws IOException {
    running.getOutputStream().close();
    try {
      if (!running.waitFor(ENDED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        Process unused = running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Process unused = running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
