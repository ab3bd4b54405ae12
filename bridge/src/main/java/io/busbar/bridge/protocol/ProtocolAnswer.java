package io.busbar.bridge.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.bus.HubFailure;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a command is answered with: {@code haptique:response} and its acknowledgement (spec 4.2).
 *
 * @param command its known name, or what was sent when there is no such command
 * @param data null when it is not ok
 * @param requestId the one of the request, echoed
 */
public record ProtocolAnswer(
    String command,
    @JsonInclude @Nullable Object data,
    boolean ok,
    @JsonProperty("requestId") @Nullable Object requestId,
    @Nullable Failed error,
    Instant timestamp) {

  /** Why it failed, and how to mend it. */
  public record Failed(
      String code,
      String message,
      List<String> details,
      @Nullable String hint,
      @Nullable String traceId) {}

  static ProtocolAnswer of(
      String command, @Nullable Object requestId, Object data, Instant timestamp) {
    return new ProtocolAnswer(command, data, true, requestId, null, timestamp);
  }

  static ProtocolAnswer of(
      String command, @Nullable Object requestId, HubFailure failure, Instant timestamp) {
    Failed error =
        new Failed(
            failure.reason(),
            Objects.requireNonNullElse(failure.message(), failure.reason()),
            failure.details(),
            failure.hint(),
            failure.traceId());
    return new ProtocolAnswer(command, null, false, requestId, error, timestamp);
  }
}
