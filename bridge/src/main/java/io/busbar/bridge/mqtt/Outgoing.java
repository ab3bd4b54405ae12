package io.busbar.bridge.mqtt;

import org.jspecify.annotations.Nullable;

/** What a client is to be written, gathered until the end of the turn. */
final class Outgoing {
  /** More than this is not gathered. */
  private static final int RUN_BYTES = 1 << 18;

  private final Turn turn;
  private final Link link;
  private @Nullable Run run;

  Outgoing(Turn turn, Link link) {
    this.turn = turn;
    this.link = link;
  }

  void add(byte[] frame) {
    Run before = run == null ? turn.begin(this) : run;
    run = before.then(frame);
    if (run.length() > RUN_BYTES) {
      link.write(turn.joined(run));
      run = Run.empty();
    }
  }

  /** Whether the client does not keep up. */
  boolean isFull() {
    return link.isFull();
  }

  void flush() {
    Run gathered = run;
    run = null;
    if (gathered != null && gathered.length() > 0) {
      link.write(turn.joined(gathered));
    }
  }
}
