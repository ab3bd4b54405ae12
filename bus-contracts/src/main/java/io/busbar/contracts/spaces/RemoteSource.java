package io.busbar.contracts.spaces;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a remote controls in a space, "Apple TV" for example (spec 2.0.5).
 *
 * @param activateCommands {@code {deviceId, command, payload}} objects, sent in order on activation
 * @param buttonMap button name to {@code {deviceId, command, payload}} or {@code {programId}}
 * @param active whether it is the current one of its space
 */
public record RemoteSource(
    String id,
    String spaceId,
    String name,
    @Nullable String icon,
    Kind kind,
    @Nullable DeviceId deviceId,
    @Nullable String programId,
    List<Fields> activateCommands,
    Fields buttonMap,
    boolean active) {

  public RemoteSource {
    activateCommands = List.copyOf(activateCommands);
  }

  /** What stands behind a source. */
  public enum Kind {
    @JsonProperty("device")
    DEVICE,
    @JsonProperty("input")
    INPUT,
    @JsonProperty("media")
    MEDIA,
    @JsonProperty("app")
    APP,
    @JsonProperty("program")
    PROGRAM
  }
}
