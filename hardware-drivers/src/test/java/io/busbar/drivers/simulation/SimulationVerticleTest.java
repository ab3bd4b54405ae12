package io.busbar.drivers.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulationVerticleTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final List<Fields> ready = new CopyOnWriteArrayList<>();
  @TempDir Path folder;

  @AfterEach
  void close() {
    finish(vertx.close());
  }

  @Test
  void letsItSayMoreThanAnybodyReads() throws IOException {
    run("echo '{\"port\": 7}'; head -c 1000000 /dev/zero; touch \"$1/said\"; cat", LONG);

    await().atMost(DEADLINE).until(() -> Files.exists(folder.resolve("said")));
    await().atMost(DEADLINE).until(() -> !ready.isEmpty());
    assertThat(ready).containsExactly(Fields.of("port", 7));
  }

  @Test
  void endsWhatNeverSaysALine() throws IOException {
    run("echo $$ > \"$1/pid\"; exec tr '\\0' x < /dev/zero", LONG);

    awaitEnd();
    assertThat(ready).isEmpty();
  }

  @Test
  void endsWhatIsNotReadyInTime() throws IOException {
    run("echo $$ > \"$1/pid\"; exec cat", Duration.ofSeconds(2));

    awaitEnd();
    assertThat(ready).isEmpty();
  }

  private void run(String script, Duration readyWithin) throws IOException {
    Path program = Files.writeString(folder.resolve("program"), script);
    Simulation simulation =
        new Simulation(
            "A program", Path.of("/bin/sh"), program, List.of(folder.toString()), Map.of());
    finish(vertx.deployVerticle(new SimulationVerticle(simulation, ready::add, readyWithin)));
  }

  private void awaitEnd() {
    Path pid = folder.resolve("pid");
    await().atMost(DEADLINE).until(() -> Files.exists(pid) && Files.size(pid) > 1);
    await().atMost(DEADLINE).until(() -> !isAlive(pid));
  }

  private static boolean isAlive(Path pid) throws IOException {
    long id = Long.parseLong(Files.readString(pid).strip());
    return ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent();
  }

  private static void finish(Future<?> future) {
    await().atMost(DEADLINE).until(future::isComplete);
    assertThat(future.cause()).isNull();
  }
}
