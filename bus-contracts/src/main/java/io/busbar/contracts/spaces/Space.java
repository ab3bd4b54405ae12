package io.busbar.contracts.spaces;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.DeviceId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A room, zone, floor or other area people recognise (spec 2.0.5).
 *
 * @param parentId the space it lies in; null at the top
 * @param order its place among its siblings
 * @param deviceIds what is in it; a device is in one space at most
 * @param programIds the programs that name it as their space
 * @param extra fields of the saved space the hub does not know; on the wire they stand beside the
 *     others
 */
public record Space(
    String id,
    String name,
    Kind kind,
    @Nullable String icon,
    @Nullable String parentId,
    int order,
    List<DeviceId> deviceIds,
    List<String> programIds,
    List<DeviceId> favoriteIds,
    List<String> remoteIds,
    @Nullable String activeRemoteSourceId,
    Instant createdAt,
    Instant updatedAt,
    // Jackson drops a field of this component's own name, and a client may send one named "extra".
    @JsonAnyGetter @JsonAnySetter @JsonProperty("(unknown)") Map<String, @Nullable Object> extra) {

  public Space {
    extra = Collections.unmodifiableMap(Objects.requireNonNullElse(extra, Map.of()));
    deviceIds = List.copyOf(deviceIds);
    programIds = List.copyOf(programIds);
    favoriteIds = List.copyOf(favoriteIds);
    remoteIds = List.copyOf(remoteIds);
  }

  /** A space without fields the hub does not know. */
  public Space(
      String id,
      String name,
      Kind kind,
      @Nullable String icon,
      @Nullable String parentId,
      int order,
      List<DeviceId> deviceIds,
      List<String> programIds,
      List<DeviceId> favoriteIds,
      List<String> remoteIds,
      @Nullable String activeRemoteSourceId,
      Instant createdAt,
      Instant updatedAt) {
    this(
        id,
        name,
        kind,
        icon,
        parentId,
        order,
        deviceIds,
        programIds,
        favoriteIds,
        remoteIds,
        activeRemoteSourceId,
        createdAt,
        updatedAt,
        Map.of());
  }

  /** The same space with these devices and favourites in it. */
  public Space withDevices(List<DeviceId> devices, List<DeviceId> favorites) {
    return changed(parentId, devices, favorites, activeRemoteSourceId, updatedAt);
  }

  /** The same space in another one, or at the top. */
  public Space under(@Nullable String parent) {
    return changed(parent, deviceIds, favoriteIds, activeRemoteSourceId, updatedAt);
  }

  /** The same space with another current source, or none. */
  public Space withSource(@Nullable String source) {
    return changed(parentId, deviceIds, favoriteIds, source, updatedAt);
  }

  /** The same space, changed at this instant. */
  public Space touched(Instant at) {
    return changed(parentId, deviceIds, favoriteIds, activeRemoteSourceId, at);
  }

  /** The same space as the place of these programs. */
  public Space withPrograms(List<String> programs) {
    return new Space(
        id,
        name,
        kind,
        icon,
        parentId,
        order,
        deviceIds,
        programs,
        favoriteIds,
        remoteIds,
        activeRemoteSourceId,
        createdAt,
        updatedAt,
        extra);
  }

  private Space changed(
      @Nullable String parent,
      List<DeviceId> devices,
      List<DeviceId> favorites,
      @Nullable String source,
      Instant at) {
    return new Space(
        id,
        name,
        kind,
        icon,
        parent,
        order,
        devices,
        programIds,
        favorites,
        remoteIds,
        source,
        createdAt,
        at,
        extra);
  }

  /** What sort of area it is. */
  public enum Kind {
    @JsonProperty("room")
    ROOM,
    @JsonProperty("zone")
    ZONE,
    @JsonProperty("floor")
    FLOOR,
    @JsonProperty("outdoor")
    OUTDOOR,
    @JsonProperty("showroom")
    SHOWROOM
  }
}
