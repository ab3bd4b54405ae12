package io.busbar.drivers.simulation;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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
  private static final int LONGEST_LINE = 4_096;
  private static final long ENDED_WITHIN_SECONDS = 3;

  private final Simulation simulation;
  private final Consumer<Fields> ready;
  private volatile @Nullable Process process;
  private volatile boolean stopping;
  private int starts;

  /**
   * @param ready told what the program says when it is ready; at each of its starts
   */
  public SimulationVerticle(Simulation simulation, Consumer<Fields> ready) {
    this.simulation = simulation;
    this.ready = ready;
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
    vertx
        .executeBlocking(this::begin, false)
        .onSuccess(
            said -> {
              log.info("{} runs: {}", simulation.name(), said.values());
              ready.accept(said);
            })
        .onFailure(cause -> log.warn("{} does not run: {}", simulation.name(), cause.getMessage()));
  }

  private Fields begin() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(simulation.command());
    builder.environment().putAll(simulation.environment());
    Process started = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process = started;
    if (stopping) {
      boolean unused = end(started);
    }
    Thread watcher = new Thread(() -> watch(started), "simulation");
    watcher.setDaemon(true);
    watcher.start();
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8), LONGEST_LINE);
    String line = output.readLine();
    if (line == null || line.length() > LONGEST_LINE) {
      throw new IOException("it ended before it was ready");
    }
    return said(line);
  }

  private static Fields said(String line) throws IOException {
    try {
      return new Fields(Json.readObject(line.getBytes(StandardCharsets.UTF_8)));
    } catch (HubFailure failure) {
      throw new IOException("it says what is not JSON", failure);
    }
  }

  private void watch(Process running) {
    try {
      int code = running.waitFor();
      context.runOnContext(here -> ended(code));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
