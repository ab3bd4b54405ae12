package io.busbar.verticles.commands.maps;

import io.busbar.contracts.value.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which action maps may have caused what a device does now: the map that commanded it, and those
 * that caused the event that made the map do so. What a map has caused it does not hear, so no
 * chain of maps runs in a circle. Pure.
 */
public final class Echoes {
  /** How long a command may echo. */
  public static final Duration LASTS = Duration.ofSeconds(2);

  private static final int MANY = 1_000;

  private final Map<DeviceId, Map<String, Instant>> causes = new HashMap<>();

  /** Whether the map itself may have caused what happens at the device now. */
  public boolean isEcho(String map, @Nullable DeviceId device, Instant now) {
    if (device == null) {
      return false;
    }
    Instant until = causes.getOrDefault(device, Map.of()).get(map);
    return until != null && now.isBefore(until);
  }

  /**
   * A map commands a device.
   *
   * @param heard the device at which it heard the event; null when that was about none
   */
  public void caused(String map, @Nullable DeviceId heard, DeviceId target, Instant now) {
    if (causes.size() >= MANY) {
      forgetOld(now);
    }
    Map<String, Instant> before =
        heard == null ? Map.of() : Map.copyOf(causes.getOrDefault(heard, Map.of()));
    Map<String, Instant> after = causes.computeIfAbsent(target, device -> new HashMap<>());
    after.values().removeIf(until -> !now.isBefore(until));
    Instant until = now.plus(LASTS);
    before.forEach(
        (cause, lasts) -> {
          if (now.isBefore(lasts)) {
            after.put(cause, until);
          }
        });
    after.put(map, until);
  }

  private void forgetOld(Instant now) {
    causes.values().removeIf(all -> all.values().stream().noneMatch(now::isBefore));
  }
}
