package io.busbar.contracts.driver;

import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a driver can say (spec 6.3, 6.4), already freed from the variants of its envelope. */
public sealed interface DriverFrame {
  /** The message's own id; when present the hub acknowledges the message. */
  @Nullable Object id();

  /** Registration of a session. */
  record Register(
      @Nullable Object id,
      DriverInstance driver,
      @Nullable String name,
      Set<String> capabilities,
      @Nullable String token)
      implements DriverFrame {}

  /** A message about one device. */
  sealed interface About extends DriverFrame {
    String externalId();
  }

  /** DEVICE_DISCOVERED, or DEVICE_UPDATED when partial. */
  record Announce(@Nullable Object id, String externalId, Fields announced, boolean partial)
      implements About {}

  /** DEVICE_REMOVED. */
  record Removed(@Nullable Object id, String externalId, @Nullable String reason, boolean permanent)
      implements About {}

  /** STATE_UPDATE: a patch. */
  record StateUpdate(@Nullable Object id, String externalId, Fields patch) implements About {}

  /** ACTION_RESULT. */
  record ActionResult(
      @Nullable Object id,
      String externalId,
      @Nullable String command,
      boolean success,
      @Nullable String message,
      @Nullable String requestId,
      @Nullable String correlationId,
      Fields result)
      implements About {}

  /** METRIC_UPDATE. */
  record MetricUpdate(@Nullable Object id, String externalId, List<Metric> metrics)
      implements About {}

  /** One reading. */
  record Metric(String key, @Nullable Object value, @Nullable String unit) {}
}
