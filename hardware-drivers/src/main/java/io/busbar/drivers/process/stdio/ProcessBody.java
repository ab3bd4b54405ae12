package io.busbar.drivers.process.stdio;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.drivers.manifest.DriverFolder;
import io.busbar.drivers.process.DriverBody;
import io.busbar.drivers.process.Ending;
import io.busbar.drivers.process.Timers.Timer;
import io.busbar.drivers.process.launch.Launch;
import io.busbar.drivers.process.log.DriverLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a driver as a child process (spec 7.1, 7.5, 7.6). */
final class ProcessBody implements DriverBody {
  static final Duration PING = Duration.ofSeconds(5);
  static final Duration STUCK = Duration.ofSeconds(5);
  static final Duration TERM_AFTER = Duration.ofSeconds(2);
  static final Duration KILL_AFTER = Duration.ofSeconds(7);
  private static final Duration WATCH = Duration.ofSeconds(1);

  private final ProcessMaker maker;
  private final StartProcess wanted;
  private final DriverFolder folder;
  private final DriverLog log;
  private final Events events;
  private final ExitStory story = new ExitStory();
  private final Gate gate = new Gate();
  private final List<Timer> timers = new ArrayList<>();
  private @Nullable ChildProcess child;
  private @Nullable StdioConversation conversation;
  private boolean ending;
  private boolean killed;
  private boolean elsewhere;
  private long pings;

  ProcessBody(
      ProcessMaker maker, StartProcess wanted, DriverFolder folder, DriverLog log, Events events) {
    this.maker = maker;
    this.wanted = wanted;
    this.folder = folder;
    this.log = log;
    this.events = events;
  }

  @Override
  public Future<Void> launch() {
    Context context = maker.vertx().getOrCreateContext();
    return maker
        .vertx()
        .executeBlocking(this::startProcess, false)
        .map(
            started -> {
              adopt(started, context);
              return null;
            });
  }

  @Override
  public void end() {
    if (ending) {
      return;
    }
    ending = true;
    ChildProcess running = child;
    if (running == null) {
      return;
    }
    endConversation();
    running.stdin().end();
    timers.add(maker.timers().after(TERM_AFTER, () -> inBackground(running::terminate)));
    timers.add(maker.timers().after(KILL_AFTER, () -> inBackground(running::kill)));
  }

  @Override
  public void kill() {
    killed = true;
    ChildProcess running = child;
    if (running != null) {
      endConversation();
      inBackground(running::kill);
    }
  }

  @Override
  public String transport() {
    return "process";
  }

  @Override
  public @Nullable Long pid() {
    ChildProcess running = child;
    return running == null ? null : running.pid();
  }

  @Override
  public void sessionElsewhere(boolean connected) {
    elsewhere = connected;
    StdioConversation current = conversation;
    if (current == null || ending || killed) {
      return;
    }
    if (connected) {
      current.end();
      return;
    }
    current.open();
  }

  private ChildProcess startProcess() {
    Launch launch = maker.planner().plan(wanted, folder);
    try {
      return ChildProcess.start(launch, log, wanted.driver().toString());
    } catch (IOException e) {
      throw HubFailure.unavailable(
          "The process could not be started: %s.".formatted(e.getMessage()),
          "Check free memory, free disk space and the permissions of the data folder.");
    }
  }

  private void adopt(ChildProcess started, Context context) {
    child = started;
    log.write("hub", "started process " + started.pid());
    StdioConversation talk =
        new StdioConversation(maker.door(), wanted.driver(), started, gate, events::unhealthy);
    conversation = talk;
    started.talk(
        line -> readLine(line, context),
        this::readError,
        code -> context.runOnContext(ran -> exited(started, code)));
    if (ending || killed) {
      inBackground(started::kill);
      return;
    }
    if (!elsewhere) {
      talk.open();
    }
    timers.add(maker.timers().every(PING, () -> ping(started)));
    timers.add(maker.timers().every(WATCH, () -> watch(started)));
  }

  /** On the thread that reads stdout. */
  private void readLine(LineReader.Line line, Context context) {
    story.saidOnStdout();
    if (line.tooLong()) {
      log.write(
          "hub",
          "skipped a line of %d bytes on its stdout; the limit is 1 MiB".formatted(line.length()));
      return;
    }
    StdoutLine kind = StdoutLine.of(line.bytes());
    switch (kind) {
      case BLANK -> {}
      case TEXT -> log.write("out", text(line));
      case OBJECT, EVENT -> handOver(line, kind == StdoutLine.EVENT, context);
    }
  }

  private void handOver(LineReader.Line line, boolean event, Context context) {
    try {
      gate.enter();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    context.runOnContext(ran -> received(line, event));
  }

  private void received(LineReader.Line line, boolean event) {
    gate.left();
    if (event) {
      events.spoke();
    }
    if (!Objects.requireNonNull(conversation).received(line.bytes())) {
      log.write("out", text(line));
    }
  }

  /** On the thread that reads stderr. */
  private void readError(String line) {
    story.saidOnStderr(log.redacted(line));
    log.write("err", line);
  }

  private void ping(ChildProcess running) {
    pings++;
    Map<String, Object> ping =
        Map.of("event", "PING", "data", Map.of("requestId", "ping-" + pings));
    if (!elsewhere && !running.stdin().offer(Json.bytes(ping))) {
      events.unhealthy("It does not read its stdin.");
    }
  }

  private void watch(ChildProcess running) {
    if (running.stdin().stuckFor().compareTo(STUCK) > 0) {
      events.unhealthy("It has not read its stdin for 5 s.");
    }
  }

  private void exited(ChildProcess running, int code) {
    timers.forEach(Timer::end);
    timers.clear();
    endConversation();
    child = null;
    Ending outcome = story.ending(code, running.lived());
    log.write("hub", "process %d ended with code %d".formatted(running.pid(), code));
    events.ended(outcome);
  }

  private void endConversation() {
    StdioConversation current = conversation;
    if (current != null) {
      current.end();
    }
  }

  private void inBackground(Runnable work) {
    maker
        .vertx()
        .executeBlocking(
            () -> {
              work.run();
              return null;
            },
            false)
        .onFailure(cause -> log.write("hub", "could not end it: " + cause));
  }

  private static String text(LineReader.Line line) {
    return new String(line.bytes(), StandardCharsets.UTF_8);
  }
}
