package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.socketio.engineio.loop.Deadline;
import io.busbar.bridge.socketio.engineio.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** The acknowledgements one socket owes. Belongs to its event loop. */
final class PendingAcks {
  private final Loop loop;
  private final int limit;
  private final Map<Long, Pending> pending = new HashMap<>();
  private long last;

  private record Pending(Promise<List<JsonNode>> answer, Deadline tooLate) {}

  PendingAcks(Loop loop, int limit) {
    this.loop = loop;
    this.limit = limit;
  }

  /** Waits for an answer to what is sent with the id. */
  void ask(Duration timeout, Promise<List<JsonNode>> answer, LongConsumer send) {
    if (pending.size() >= limit) {
      answer.fail(
          new AckFailure(AckFailure.Cause.TOO_MANY, "The client owes %d answers".formatted(limit)));
      return;
    }
    long id = last++;
    Deadline tooLate = loop.deadline(() -> expire(id, timeout));
    pending.put(id, new Pending(answer, tooLate));
    tooLate.at(loop.now() + timeout.toMillis());
    send.accept(id);
  }

  private void expire(long id, Duration timeout) {
    Pending owed = pending.remove(id);
    if (owed != null) {
      owed.answer()
          .fail(
              new AckFailure(
                  AckFailure.Cause.TIMED_OUT,
                  "No acknowledgement within %d ms".formatted(timeout.toMillis())));
    }
  }

  /** An answer came; one nobody waits for is left out. */
  void answered(long id, List<JsonNode> arguments) {
    Pending owed = pending.remove(id);
    if (owed != null) {
      owed.tooLate().cancel();
      owed.answer().complete(arguments);
    }
  }

  /** The client is gone. */
  void fail() {
    List<Pending> all = List.copyOf(pending.values());
    pending.clear();
    for (Pending owed : all) {
      owed.tooLate().cancel();
      owed.answer().fail(disconnected());
    }
  }

  static AckFailure disconnected() {
    return new AckFailure(AckFailure.Cause.DISCONNECTED, "The client is not connected");
  }

  static <T> Future<T> notConnected() {
    return Future.failedFuture(disconnected());
  }
}
