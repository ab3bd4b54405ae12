package io.busbar.bench.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Counts a text in a stream of chunks, skipping over most bytes (Horspool's search). */
public final class Occurrences {
  private static final int BYTE_VALUES = 256;

  private final byte[] text;
  private final int[] skip = new int[BYTE_VALUES];
  private byte[] bytes = new byte[32 << 10];
  private int kept;

  public Occurrences(String text) {
    this.text = text.getBytes(StandardCharsets.ISO_8859_1);
    Arrays.fill(skip, this.text.length);
    for (int i = 0; i < this.text.length - 1; i++) {
      skip[this.text[i] & 0xff] = this.text.length - 1 - i;
    }
  }

  /** Looks through each chunk and tells how often the text ends in it, unless that is never. */
  Consumer<Buffer> telling(IntConsumer count) {
    return chunk -> {
      int found = in(chunk);
      if (found > 0) {
        count.accept(found);
      }
    };
  }

  /** How often the text ends in this chunk; it may have begun in the former ones. */
  public int in(Buffer chunk) {
    int length = kept + chunk.length();
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    chunk.getBytes(bytes, kept);
    int found = 0;
    int at = 0;
    while (at <= length - text.length) {
      int last = bytes[at + text.length - 1];
      if (last == text[text.length - 1] && matches(at)) {
        found++;
        at += text.length - 1;
        continue;
      }
      at += skip[last & 0xff];
    }
    kept = Math.min(Math.max(length - at, 0), text.length - 1);
    System.arraycopy(bytes, length - kept, bytes, 0, kept);
    return found;
  }

  private boolean matches(int at) {
    for (int i = text.length - 2; i >= 0; i--) {
      if (bytes[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
