package io.busbar.drivers.process.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines and never keeps more than the limit of one. Blocks. */
final class LineReader {
  static final int MAX_BYTES = 1 << 20;
  private static final int CHUNK = 16 * 1024;
  private static final int KEPT = 64 * 1024;

  private final InputStream in;
  private final int limit;
  private final byte[] chunk = new byte[CHUNK];
  private ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long length;
  private int at;
  private int filled;

  LineReader(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /**
   * One line without its end.
   *
   * @param bytes empty when the line was longer than the limit
   * @param length how long it really was
   */
  @SuppressWarnings("ArrayRecordComponent") // a short-lived hand-over, never compared
  record Line(byte[] bytes, long length, boolean tooLong) {}

  /** The next line that is not empty; null at the end of the stream. */
  @Nullable Line next() throws IOException {
    while (true) {
      if (at == filled && !fill()) {
        return length == 0 ? null : take();
      }
      int start = at;
      while (at < filled && chunk[at] != '\n') {
        at++;
      }
      keep(start, at - start);
      if (at < filled) {
        at++;
        if (length > 0) {
          return take();
        }
      }
    }
  }

  private boolean fill() throws IOException {
    filled = Math.max(0, in.read(chunk, 0, CHUNK));
    at = 0;
    return filled > 0;
  }

  private void keep(int start, int count) {
    length += count;
    if (length <= limit) {
      line.write(chunk, start, count);
    }
  }

  private Line take() {
    boolean tooLong = length > limit;
    Line taken = new Line(tooLong ? new byte[0] : line.toByteArray(), length, tooLong);
    line = line.size() > KEPT || tooLong ? new ByteArrayOutputStream() : emptied();
    length = 0;
    return taken;
  }

  private ByteArrayOutputStream emptied() {
    line.reset();
    return line;
  }
}
