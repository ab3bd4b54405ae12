package io.busbar.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;

/**
 * State updates of a driver to all its devices in turn. Every hundredth asks to be told when it is
 * stored, and so are those before it; so many hundreds may be under way.
 */
public final class DurableLoad implements Load {
  private static final int RUN = 100;
  private static final long QUIET_SECONDS = 20;

  private final Subject subject;
  private final Meter meter;
  private final int runs;
  private final java.util.ArrayDeque<Long> begun = new java.util.ArrayDeque<>();
  private final Promise<Void> quiet = Promise.promise();
  private int device;
  private boolean stopping;

  /**
   * @param runs how many hundreds may wait to be stored
   */
  public DurableLoad(Subject subject, Meter meter, int runs) {
    this.subject = subject;
    this.meter = meter;
    this.runs = runs;
  }

  @Override
  public Future<Void> start() {
    subject.driver().onAcknowledged(this::stored);
    for (int i = 0; i < runs; i++) {
      subject.driver().together(this::run);
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> stop() {
    stopping = true;
    return quiet.future().timeout(QUIET_SECONDS, TimeUnit.SECONDS);
  }

  private void run() {
    begun.add(System.nanoTime());
    for (int i = 1; i < RUN; i++) {
      subject.driver().report(nextDevice(), subject.nextSequence());
    }
    subject.driver().reportDurably(nextDevice(), subject.nextSequence());
  }

  private int nextDevice() {
    device = device + 1 == subject.devices().size() ? 0 : device + 1;
    return device;
  }

  private void stored() {
    meter.add(RUN);
    meter.time(System.nanoTime() - begun.remove());
    if (!stopping) {
      run();
    } else if (begun.isEmpty()) {
      quiet.tryComplete();
    }
  }
}
