package io.busbar.bench.load;

import io.vertx.core.Future;

/** A load while states change at a steady rate. */
public final class BesideChanges implements Load {
  private static final int MILLIS = 1000;

  private final Load load;
  private final Subject subject;
  private final int perSecond;
  private long timer;

  public BesideChanges(Load load, Subject subject, int perSecond) {
    this.load = load;
    this.subject = subject;
    this.perSecond = perSecond;
  }

  @Override
  public Future<Void> start() {
    timer = subject.vertx().setPeriodic(MILLIS / perSecond, tick -> change());
    return load.start();
  }

  @Override
  public Future<Void> stop() {
    subject.vertx().cancelTimer(timer);
    return load.stop();
  }

  private void change() {
    long value = subject.nextSequence();
    subject.driver().report((int) (value % subject.devices().size()), value);
  }
}
