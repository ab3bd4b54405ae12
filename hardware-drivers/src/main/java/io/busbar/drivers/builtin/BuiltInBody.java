package io.busbar.drivers.builtin;

import io.busbar.drivers.process.DriverBody;
import io.busbar.drivers.process.Ending;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.process.Timers.Timer;
import io.busbar.drivers.process.log.DriverLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a built-in driver, on a thread of its own: what it does never reaches the hub's. */
final class BuiltInBody implements DriverBody {
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger logger = LoggerFactory.getLogger(BuiltInBody.class);

  private final BuiltInDriver driver;
  private final BuiltInDriver.Wanted wanted;
  private final DriverLog log;
  private final Events events;
  private final Vertx vertx;
  private final Timers timers;
  private Timer patience = Timer.NONE;
  private @Nullable Thread thread;
  private boolean over;

  BuiltInBody(
      BuiltInDriver driver,
      BuiltInDriver.Wanted wanted,
      DriverLog log,
      Events events,
      Vertx vertx,
      Timers timers) {
    this.driver = driver;
    this.wanted = wanted;
    this.log = log;
    this.events = events;
    this.vertx = vertx;
    this.timers = timers;
  }

  @Override
  public Future<Void> launch() {
    Context context = vertx.getOrCreateContext();
    Thread started =
        new Thread(
            () -> {
              Ending ending = serve();
              context.runOnContext(ran -> ended(ending));
            },
            "builtin-" + wanted.driver());
    started.setDaemon(true);
    thread = started;
    started.start();
    log.write("hub", "started inside the hub");
    return Future.succeededFuture();
  }

  @Override
  public void end() {
    Thread running = thread;
    if (running == null || over) {
      return;
    }
    running.interrupt();
    patience.end();
    patience = timers.after(PATIENCE, this::abandon);
  }

  @Override
  public void kill() {
    end();
  }

  @Override
  public String transport() {
    return "builtin";
  }

  @Override
  public @Nullable Long pid() {
    return null;
  }

  /** Its own session is how it always talks. */
  @Override
  public void sessionElsewhere(boolean connected) {}

  private Ending serve() {
    try {
      driver.run(wanted);
      return Ending.crash("It ended by itself.");
    } catch (InterruptedException e) {
      return Ending.crash("It was interrupted.");
    } catch (IllegalArgumentException e) {
      return Ending.configuration(String.valueOf(e.getMessage()));
    } catch (Exception | LinkageError e) { // a driver's trouble is its own, never the hub's
      logger.warn("Built-in driver {} failed", wanted.driver(), e);
      return Ending.crash(e.toString());
    }
  }

  private void ended(Ending ending) {
    if (over) {
      return;
    }
    over = true;
    patience.end();
    log.write("hub", "ended: " + ending.text());
    events.ended(ending);
  }

  private void abandon() {
    log.write("hub", "did not end within 5 s; its thread is left behind");
    ended(Ending.crash("It did not end within 5 s."));
  }
}
