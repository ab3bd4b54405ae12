package io.busbar.contracts.commands;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * How a command stands when it is answered (spec 2.3).
 *
 * @param success true only when the driver confirmed
 * @param code why it is not a success: DRIVER_ERROR, DRIVER_DISCONNECTED, RESULT_TIMEOUT
 * @param result what the driver's result said beside success and message
 * @param state the device's state after the command, as far as it is known
 */
public record CommandOutcome(
    RequestId requestId,
    String correlationId,
    DeviceId deviceId,
    String command,
    Status status,
    boolean success,
    String message,
    @Nullable String code,
    Fields result,
    Fields state,
    long latencyMs) {

  /** The same with what the device's state is now. */
  public CommandOutcome withState(Fields now) {
    return new CommandOutcome(
        requestId,
        correlationId,
        deviceId,
        command,
        status,
        success,
        message,
        code,
        result,
        now,
        latencyMs);
  }

  /** A command ends as completed, failed or unknown; dispatched means "not ended yet". */
  public enum Status {
    /** The driver confirmed it. */
    @JsonProperty("completed")
    COMPLETED,
    /** It was handed to the driver, which has not answered yet. */
    @JsonProperty("dispatched")
    DISPATCHED,
    /** It was certainly not done, or the driver says it failed. */
    @JsonProperty("failed")
    FAILED,
    /** It was handed to the driver, which was lost or never answered. */
    @JsonProperty("unknown")
    UNKNOWN
  }
}
