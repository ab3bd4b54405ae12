package io.busbar.bridge.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that large bodies may take together, from their announcement to their answer, and
 * large messages of WebSockets until they are whole. Small ones always fit: the number of
 * connections bounds them. Safe for use by many threads.
 */
final class BodyRoom {
  /** Bodies up to this are small. */
  static final int SMALL = 16 << 10;

  /** No surface reads more than this of one body. */
  private static final int LARGEST = 1 << 20;

  private static final int PART_OF_HEAP = 8;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  BodyRoom(long most) {
    this.most = most;
  }

  /** An eighth of what this process may use. */
  static BodyRoom ofThisProcess() {
    return new BodyRoom(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** How much room the request's body needs; 0 for a small one. */
  static int needed(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? LARGEST : 0;
    }
    long bytes = length.length() > 18 ? LARGEST : Long.parseLong(length);
    return bytes <= SMALL ? 0 : (int) Math.min(LARGEST, bytes);
  }

  /** Takes room until it is given back; false when there is not enough. */
  boolean take(int bytes) {
    if (taken.addAndGet(bytes) > most) {
      give(bytes);
      return false;
    }
    return true;
  }

  void give(int bytes) {
    taken.addAndGet(-bytes);
  }
}
