package io.busbar.bench.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** Finds the numbers that a driver put into states, in a stream of chunks of JSON. */
public final class Sequences {
  private static final byte[] KEY = "\"sequence\":".getBytes(StandardCharsets.US_ASCII);
  private static final int TEN = 10;

  private final LongConsumer found;
  private int matched;
  private long number;

  /**
   * @param found told each number, as often as it stands there
   */
  public Sequences(LongConsumer found) {
    this.found = found;
  }

  /**
   * Looks through a chunk; a number may have begun in the former one, and ends with what is not a
   * digit.
   */
  public void in(Buffer chunk) {
    for (byte each : chunk.getBytes()) {
      take(each);
    }
  }

  private void take(byte each) {
    if (matched < KEY.length) {
      matched = each == KEY[matched] ? matched + 1 : each == KEY[0] ? 1 : 0;
      return;
    }
    if (each >= '0' && each <= '9') {
      number = number * TEN + each - '0';
      return;
    }
    found.accept(number);
    number = 0;
    matched = each == KEY[0] ? 1 : 0;
  }
}
