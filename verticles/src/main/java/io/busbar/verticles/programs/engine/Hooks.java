package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.programs.ProgramsContract.HookReceived;
import io.busbar.contracts.programs.ProgramsContract.ReceiveHook;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Lets webhooks in, not too many and not too large; who guesses names is slowed down. */
final class Hooks {
  static final int MOST_PER_MINUTE = 60;
  static final int MOST_GUESSES_PER_MINUTE = 100;
  private static final int LONGEST_BODY = 64 * 1024;

  private final Call call;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final Map<String, RateLimit> calls = new HashMap<>();
  private final RateLimit guesses = new RateLimit(MOST_GUESSES_PER_MINUTE);

  /** Who fires what belongs to a hook. */
  @FunctionalInterface
  interface Call {
    /** Whether the hook is somebody's. */
    boolean called(String hook, Fields body, String occasion);
  }

  Hooks(Call call, InstantSource clock, Supplier<String> ids) {
    this.call = call;
    this.clock = clock;
    this.ids = ids;
  }

  /** As {@code ProgramsContract.HOOK} says. */
  Future<HookReceived> receive(ReceiveHook question) {
    if (Json.bytes(question.body()).length > LONGEST_BODY) {
      throw HubFailure.invalid("The body exceeds 64 KiB.", "Send less.").reason("BODY_TOO_LARGE");
    }
    Instant now = clock.instant();
    RateLimit known = calls.get(question.hook());
    if (known != null && !known.take(now)) {
      throw often();
    }
    if (!call.called(question.hook(), question.body(), ids.get())) {
      calls.remove(question.hook());
      throw guesses.take(now) ? unknown() : often();
    }
    if (known == null) {
      calls.put(question.hook(), first(now));
    }
    return Future.succeededFuture(new HookReceived(true));
  }

  /** Forgets hooks that were quiet for a minute. */
  void tidy() {
    Instant now = clock.instant();
    calls.values().removeIf(limit -> limit.isIdle(now));
  }

  private static RateLimit first(Instant now) {
    RateLimit limit = new RateLimit(MOST_PER_MINUTE);
    boolean counted = limit.take(now);
    if (!counted) {
      throw new IllegalStateException("A fresh limit is not used up");
    }
    return limit;
  }

  /** The name that was tried is not repeated: it may be somebody's secret, misspelt. */
  private static HubFailure unknown() {
    return HubFailure.of(FailureCode.NOT_FOUND, "No program has this hook.")
        .hint("Copy the address again from the program's webhook trigger.");
  }

  private static HubFailure often() {
    return HubFailure.overloaded("Webhooks are called too often.", "Wait for a minute.");
  }
}
