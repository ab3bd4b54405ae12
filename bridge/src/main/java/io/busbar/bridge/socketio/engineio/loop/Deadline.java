package io.busbar.bridge.socketio.engineio.loop;

import org.jspecify.annotations.Nullable;

/** Work to be done at a time, unless it is called off. Belongs to one event loop. */
public final class Deadline {
  private final Wheel wheel;
  private final Runnable work;
  long dueTick;
  @Nullable Deadline before;
  @Nullable Deadline after;
  private long due;
  private boolean armed;
  private boolean taken;

  Deadline(Wheel wheel, Runnable work) {
    this.wheel = wheel;
    this.work = work;
  }

  /** Sets it to a time of {@link Loop#now()}; what it was set to before counts no more. */
  public void at(long millis) {
    cancel();
    due = millis;
    armed = true;
    taken = false;
    wheel.add(this, millis);
  }

  /** Calls it off. */
  public void cancel() {
    if (armed) {
      armed = false;
      wheel.remove(this);
    }
  }

  /** The time it was last set to. */
  public long due() {
    return due;
  }

  /** Whether it is set. */
  public boolean isArmed() {
    return armed;
  }

  /** It was found due and is about to be met. */
  void take() {
    taken = true;
  }

  /** Runs when it was neither called off nor set anew since it was taken. */
  void fire() {
    if (armed && taken) {
      armed = false;
      work.run();
    }
  }
}
