package io.busbar.contracts.spaces;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a remote controls in a space, "Apple TV" for example (spec 2.0.5).
 *
 * @param activateCommands {@code {deviceId, command, payload}} objects, sent in order on activation
 * @param buttonMap button name to {@code {deviceId, command, payload}} or {@code {programId}}
 * @param active whether it is the current one of its space
 * @param extra fields of the saved source the hub does not know; on the wire they stand beside the
 *     others
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
    boolean active,
    // Jackson drops a field of this component's own name, and a client may send one named "extra".
    @JsonAnyGetter @JsonAnySetter @JsonProperty("(unknown)") Map<String, @Nullable Object> extra) {

  public RemoteSource {
    extra = Collections.unmodifiableMap(Objects.requireNonNullElse(extra, Map.of()));
    activateCommands = List.copyOf(activateCommands);
  }

  /** A source without fields the hub does not know. */
  public RemoteSource(
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
    this(
        id,
        spaceId,
        name,
        icon,
        kind,
        deviceId,
        programId,
        activateCommands,
        buttonMap,
        active,
        Map.of());
  }

  /** The same source, the current one of its space or not. */
  public RemoteSource asActive(boolean current) {
    return new RemoteSource(
        id,
        spaceId,
        name,
        icon,
        kind,
        deviceId,
        programId,
        activateCommands,
        buttonMap,
        current,
        extra);
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
