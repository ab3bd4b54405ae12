package io.busbar.verticles.time;

import io.vertx.core.Vertx;
import java.time.Duration;

/** {@link Timers} on the Vert.x context that asks. */
public final class VertxTimers implements Timers {
  private final Vertx vertx;

  public VertxTimers(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Timer after(Duration delay, Runnable work) {
    long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> work.run());
    return () -> vertx.cancelTimer(id);
  }

  @Override
  public Timer every(Duration pause, Runnable work) {
    long id = vertx.setPeriodic(pause.toMillis(), fired -> work.run());
    return () -> vertx.cancelTimer(id);
  }
}
