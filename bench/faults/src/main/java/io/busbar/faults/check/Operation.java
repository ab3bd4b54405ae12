package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Ops;

/**
 * A read or a write of one register.
 *
 * @param end when its outcome was known; {@link Long#MAX_VALUE} when never
 */
record Operation(long begin, long end, boolean isWrite, String value, String who) {
  static Operation of(Event begin, long end, String value) {
    boolean write = begin.op().equals(Ops.WRITE);
    return new Operation(begin.at(), end, write, write ? begin.value() : value, begin.who());
  }
}
