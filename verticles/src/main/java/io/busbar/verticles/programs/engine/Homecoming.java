package io.busbar.verticles.programs.engine;

import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Right after a start no driver is back yet, and what a program sent would be lost: for so long,
 * and no longer, commands wait for their device.
 */
final class Homecoming {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Predicate<DeviceId> away;
  private final Timers timers;
  private final Map<DeviceId, Promise<Void>> awaited = new HashMap<>();
  private Timers.@Nullable Timer patience;

  Homecoming(Predicate<DeviceId> away, Timers timers) {
    this.away = away;
    this.timers = timers;
  }

  void start() {
    patience = timers.after(PATIENCE, this::stop);
  }

  /** Nobody waits any more. */
  void stop() {
    if (patience != null) {
      patience.cancel();
      patience = null;
    }
    List<Promise<Void>> waiting = List.copyOf(awaited.values());
    awaited.clear();
    waiting.forEach(Promise::tryComplete);
  }

  /** Succeeds when the device is there, or it is not worth waiting for. */
  Future<Void> of(DeviceId device) {
    return patience != null && away.test(device)
        ? awaited.computeIfAbsent(device, first -> Promise.promise()).future()
        : Future.succeededFuture();
  }

  void seen(DeviceState state) {
    Promise<Void> waiting = state.online() ? awaited.remove(state.deviceId()) : null;
    if (waiting != null) {
      waiting.tryComplete();
    }
  }
}
