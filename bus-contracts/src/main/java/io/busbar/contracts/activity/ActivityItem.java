package io.busbar.contracts.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, or the same thing several times within ten seconds: then {@code details}
 * hold {@code count} and {@code until}.
 *
 * @param id greater than that of every earlier item
 * @param at when it happened, the first time
 * @param who the user name; null when the hub, a driver or a stranger did it
 * @param source the door it came through
 * @param title what happened, for a person
 * @param outcome how it ended: completed, failed, unknown, skipped, cancelled; null: nothing to say
 * @param details more of it; never a secret
 */
public record ActivityItem(
    String id,
    Instant at,
    Kind kind,
    @Nullable String who,
    Source source,
    String title,
    @Nullable DeviceId deviceId,
    @Nullable String programId,
    @Nullable String spaceId,
    @Nullable String outcome,
    Fields details) {

  /** What sort of thing happened. */
  public enum Kind {
    @JsonProperty("command")
    COMMAND,
    @JsonProperty("device-added")
    DEVICE_ADDED,
    @JsonProperty("device-removed")
    DEVICE_REMOVED,
    @JsonProperty("driver-connected")
    DRIVER_CONNECTED,
    @JsonProperty("driver-lost")
    DRIVER_LOST,
    @JsonProperty("login")
    LOGIN,
    @JsonProperty("login-failed")
    LOGIN_FAILED,
    @JsonProperty("logout")
    LOGOUT,
    @JsonProperty("user-added")
    USER_ADDED,
    @JsonProperty("role-changed")
    ROLE_CHANGED,
    @JsonProperty("user-removed")
    USER_REMOVED,
    @JsonProperty("integration-added")
    INTEGRATION_ADDED,
    @JsonProperty("integration-removed")
    INTEGRATION_REMOVED,
    @JsonProperty("space-added")
    SPACE_ADDED,
    @JsonProperty("space-changed")
    SPACE_CHANGED,
    @JsonProperty("space-removed")
    SPACE_REMOVED,
    @JsonProperty("program-added")
    PROGRAM_ADDED,
    @JsonProperty("program-changed")
    PROGRAM_CHANGED,
    @JsonProperty("program-removed")
    PROGRAM_REMOVED,
    @JsonProperty("program-ended")
    PROGRAM_ENDED,
    @JsonProperty("automation-triggered")
    AUTOMATION_TRIGGERED
  }
}
