package io.busbar.drivers.conformance;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What came over a WebSocket, to be awaited one by one. */
final class Inbox {
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> pongs = new LinkedBlockingQueue<>();

  void message(String text) {
    messages.add(text);
  }

  void close(int code) {
    closes.add(code);
  }

  void pong() {
    pongs.add(true);
  }

  Optional<String> nextMessage(Duration within) {
    return taken(messages, within);
  }

  Optional<Integer> nextClose(Duration within) {
    return taken(closes, within);
  }

  boolean nextPong(Duration within) {
    return taken(pongs, within).isPresent();
  }

  static <T> Optional<T> taken(BlockingQueue<T> queue, Duration within) {
    try {
      return Optional.ofNullable(queue.poll(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
