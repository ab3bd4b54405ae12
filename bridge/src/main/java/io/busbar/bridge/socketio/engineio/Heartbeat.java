package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socketio.engineio.loop.Deadline;
import io.busbar.bridge.socketio.engineio.loop.Loop;

/** Pings a client, and finds out that it does not answer. */
final class Heartbeat {
  private final Loop loop;
  private final EngineOptions.Heartbeat times;
  private final Runnable ping;
  private final Runnable lost;
  private final Deadline deadline;
  private boolean asked;

  Heartbeat(Loop loop, EngineOptions.Heartbeat times, Runnable ping, Runnable lost) {
    this.loop = loop;
    this.times = times;
    this.ping = ping;
    this.lost = lost;
    this.deadline = loop.deadline(this::due);
  }

  /** The next ping is due an interval from now. */
  void rest() {
    asked = false;
    deadline.at(loop.now() + times.pingInterval().toMillis());
  }

  /** A pong came; one nobody asked for changes nothing. */
  void answered() {
    if (asked) {
      rest();
    }
  }

  void stop() {
    deadline.cancel();
  }

  /** Whether the answer is overdue, though the wheel may not have come to it. */
  boolean isLost() {
    return asked && deadline.isArmed() && loop.now() >= deadline.due();
  }

  private void due() {
    if (asked) {
      lost.run();
      return;
    }
    asked = true;
    deadline.at(deadline.due() + times.pingTimeout().toMillis());
    ping.run();
  }
}
