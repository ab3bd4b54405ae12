package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract.Numbered;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this broker told the others, by number, until all of them and its own disk have it. Used on
 * the broker's context only.
 */
final class Told {
  static final int MANY = 20_000;
  private static final long MANY_BYTES = 32L << 20;

  private final Deque<Numbered> open = new ArrayDeque<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<String, Long> confirmed = new HashMap<>();
  private long last;
  private long bytes;

  private record Waiting(long number, Promise<Void> done) {}

  /** Keeps a message until everybody has confirmed it. Answers its number. */
  long tell(Bytes message) {
    return tell(message, null);
  }

  /**
   * As {@link #tell(Bytes)}.
   *
   * @param former where it was taken before; null: nowhere
   */
  long tell(Bytes message, @Nullable TakenAs former) {
    last++;
    open.add(new Numbered(last, message, former));
    bytes += message.length();
    return last;
  }

  /** The number of the last message. */
  long last() {
    return last;
  }

  /** The lowest number that somebody has not confirmed. */
  long floor() {
    Numbered first = open.peek();
    return first == null ? last + 1 : first.number();
  }

  /** Whether clients should wait before they publish more. */
  boolean isFull() {
    return open.size() > MANY || bytes > MANY_BYTES;
  }

  /** From now on nothing is confirmed without this one; what is open is its as well. */
  void join(String run) {
    confirmed.putIfAbsent(run, floor() - 1);
  }

  /** Nobody waits for this one any more. */
  void leave(String run) {
    if (confirmed.remove(run) != null) {
      settle();
    }
  }

  /** One of those that joined has everything up to a number. */
  void confirm(String run, long number) {
    Long before = confirmed.get(run);
    if (before != null && before < number) {
      confirmed.put(run, Math.min(number, last));
      settle();
    }
  }

  /** Up to which number one that joined has everything; all of it for anybody else. */
  long confirmedBy(String run) {
    return confirmed.getOrDefault(run, last);
  }

  /** Succeeds when everybody has everything up to a number. */
  Future<Void> confirmed(long number) {
    if (number < floor()) {
      return Future.succeededFuture();
    }
    Waiting newest = waiting.peekLast();
    if (newest != null && newest.number() >= number) {
      return newest.done().future();
    }
    Waiting next = new Waiting(number, Promise.promise());
    waiting.add(next);
    return next.done().future();
  }

  /** What somebody has not confirmed, after a number. */
  List<Numbered> after(long number, int most) {
    List<Numbered> later = new ArrayList<>();
    for (Numbered each : open) {
      if (later.size() >= most) {
        break;
      }
      if (each.number() > number) {
        later.add(each);
      }
    }
    return later;
  }

  private void settle() {
    long all = last;
    for (long each : confirmed.values()) {
      all = Math.min(all, each);
    }
    for (Numbered first = open.peek(); first != null && first.number() <= all; ) {
      bytes -= first.message().length();
      open.remove();
      first = open.peek();
    }
    for (Waiting first = waiting.peek(); first != null && first.number() <= all; ) {
      waiting.remove();
      first.done().complete();
      first = waiting.peek();
    }
  }
}
