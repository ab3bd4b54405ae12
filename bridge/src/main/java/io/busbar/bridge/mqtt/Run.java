package io.busbar.bridge.mqtt;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of frames that clients got within one turn of the event loop. Clients that got the
 * same frames share one run, and so the bytes it is joined to.
 */
final class Run {
  private final @Nullable Run before;
  private final byte[] frame;
  private final int length;
  private @Nullable Run lastNext;
  private @Nullable ByteBuf joined;

  private Run(@Nullable Run before, byte[] frame, int length) {
    this.before = before;
    this.frame = frame;
    this.length = length;
  }

  static Run empty() {
    return new Run(null, new byte[0], 0);
  }

  Run then(byte[] next) {
    Run known = lastNext;
    if (known != null && known.frame == next) {
      return known;
    }
    Run made = new Run(this, next, length + next.length);
    lastNext = made;
    return made;
  }

  int length() {
    return length;
  }

  /** The bytes it was joined to; null when nobody asked for them yet. */
  @Nullable ByteBuf joined() {
    return joined;
  }

  /** Joins the frames in a buffer of {@link #length()} bytes, for all who share this run. */
  void joinIn(ByteBuf buffer) {
    int end = length;
    for (Run run = this; run != null; run = run.before) {
      end -= run.frame.length;
      buffer.setBytes(end, run.frame);
    }
    joined = buffer.writerIndex(length);
  }
}
