package io.busbar.bridge.socketio.engineio.loop;

import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The event loops a server's clients live on. */
public final class Loops {
  private static final long FINEST_TICK_MS = 2;
  private static final long COARSEST_TICK_MS = 250;
  private static final int TICKS_IN_A_WAIT = 40;

  private final Map<EventLoop, Loop> loops = new ConcurrentHashMap<>();
  private final long tickMillis;

  private final LongSupplier now;

  /**
   * @param tickMillis how late a deadline may be met
   * @param now milliseconds that never go back
   */
  public Loops(long tickMillis, LongSupplier now) {
    this.tickMillis = tickMillis;
    this.now = now;
  }

  /** Meets deadlines within a small part of the shortest of these waits. */
  public static Loops forWaits(LongSupplier now, Duration... waits) {
    long shortest =
        Arrays.stream(waits).mapToLong(Duration::toMillis).min().orElse(COARSEST_TICK_MS);
    long tick = Math.max(FINEST_TICK_MS, Math.min(COARSEST_TICK_MS, shortest / TICKS_IN_A_WAIT));
    return new Loops(tick, now);
  }

  /** The one a context runs on. */
  public Loop of(ContextInternal context) {
    return loops.computeIfAbsent(
        context.nettyEventLoop(), events -> new Loop(events, tickMillis, now));
  }

  /** All that were asked for. */
  public Collection<Loop> all() {
    return loops.values();
  }
}
