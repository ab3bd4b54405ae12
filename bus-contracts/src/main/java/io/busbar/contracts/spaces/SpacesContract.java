package io.busbar.contracts.spaces;

import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spaces: the tree of floors, rooms and zones, and what a remote controls there (spec 2.4). */
public final class SpacesContract {
  /** Lists spaces, parents before children. Fails: INVALID a filter out of range · UNAVAILABLE. */
  public static final RequestAddress<ListSpaces, SpaceList> LIST =
      RequestAddress.of("hub.spaces.list", ListSpaces.class, SpaceList.class);

  /**
   * Creates a space, or changes the one with the same id; absent fields stay as they are, an empty
   * {@code parentId} or {@code icon} takes it away, and what only the hub decides (programs,
   * current source, times) is not read. Succeeds when stored durably. Fails: INVALID a field of the
   * wrong shape, an unknown parent or device, a cycle of parents or more than 8 levels, with one
   * detail a fault · NOT_FOUND an id that does not exist · OVERLOADED there are 2,000 spaces ·
   * UNAVAILABLE.
   */
  public static final RequestAddress<SaveSpace, Space> SAVE =
      RequestAddress.of("hub.spaces.save", SaveSpace.class, Space.class);

  /**
   * Removes a space; its devices become unassigned, its children move up to its parent. Fails:
   * NOT_FOUND · CONFLICT SPACE_IN_USE by the programs named in the details, unless forced ·
   * UNAVAILABLE, nothing removed: the store is down, or the programs cannot be asked and it is not
   * forced.
   */
  public static final RequestAddress<RemoveSpace, SpaceRemoved> REMOVE =
      RequestAddress.of("hub.spaces.remove", RemoveSpace.class, SpaceRemoved.class);

  /** Lists the devices of a space with their live state. Fails: NOT_FOUND · UNAVAILABLE. */
  public static final RequestAddress<ListSpaceDevices, DeviceList> DEVICES =
      RequestAddress.of("hub.spaces.devices", ListSpaceDevices.class, DeviceList.class);

  /**
   * Puts devices into a space, beside the others or instead of them; each leaves the space it was
   * in. Succeeds when stored durably, with the space. Fails: NOT_FOUND the space · INVALID no list,
   * too long a list, or an unknown device (all or none is assigned) · UNAVAILABLE.
   */
  public static final RequestAddress<AssignDevices, Space> ASSIGN =
      RequestAddress.of("hub.spaces.assign", AssignDevices.class, Space.class);

  /** Lists the remote sources of a space. Fails: NOT_FOUND the space · UNAVAILABLE. */
  public static final RequestAddress<ListRemoteSources, RemoteSourceList> REMOTE_SOURCES =
      RequestAddress.of(
          "hub.spaces.remote-sources", ListRemoteSources.class, RemoteSourceList.class);

  /**
   * Creates a remote source of a space, or changes the one with the same id; absent fields stay as
   * they are. Succeeds when stored durably. Fails: NOT_FOUND the space or the source · INVALID a
   * field of the wrong shape or an unknown device, with one detail a fault · OVERLOADED the space
   * has 100 sources · UNAVAILABLE.
   */
  public static final RequestAddress<SaveRemoteSource, RemoteSource> SAVE_REMOTE_SOURCE =
      RequestAddress.of(
          "hub.spaces.save-remote-source", SaveRemoteSource.class, RemoteSource.class);

  /**
   * Removes a remote source; a space whose current one it was has none then. Fails: NOT_FOUND the
   * space or the source · UNAVAILABLE.
   */
  public static final RequestAddress<RemoveRemoteSource, SourceRemoved> REMOVE_REMOTE_SOURCE =
      RequestAddress.of(
          "hub.spaces.remove-remote-source", RemoveRemoteSource.class, SourceRemoved.class);

  /**
   * Makes a source the current one: sends its activation commands in order, then switches. In one
   * space one activation comes after the other. Fails: NOT_FOUND the space or the source · CONFLICT
   * ACTIVATION_FAILED a command was refused or failed (the details say which; the source before
   * stays current) · TIMED_OUT not done after 50 s, the source before stays current · OVERLOADED
   * eight others of this space wait · UNAVAILABLE.
   */
  public static final RequestAddress<ActivateSource, SourceActivated> ACTIVATE =
      RequestAddress.of("hub.spaces.activate-source", ActivateSource.class, SourceActivated.class)
          .within(Duration.ofSeconds(60));

  /** A space was added, changed (its devices or its current source too) or removed. */
  public static final EventAddress<SpaceChanged> CHANGED =
      new EventAddress<>("hub.spaces.changed", SpaceChanged.class);

  private SpacesContract() {}

  public record ListSpaces(
      @Nullable Integer limit,
      @Nullable Integer offset,
      @Nullable String q,
      @Nullable String kind) {
    public static final ListSpaces ALL = new ListSpaces(null, null, null, null);
  }

  public record SpaceList(@JsonValue List<Space> spaces) {}

  public record SaveSpace(Fields body, Source source, @Nullable Principal by) {}

  public record RemoveSpace(
      String id, @Nullable Boolean force, Source source, @Nullable Principal by) {}

  public record SpaceRemoved(String id, boolean removed) {}

  public record ListSpaceDevices(String id) {}

  /**
   * @param deviceId the same as a list of one
   * @param mode {@code add} or {@code replace}, which is the default
   */
  public record AssignDevices(
      String id,
      @Nullable List<DeviceId> deviceIds,
      @Nullable DeviceId deviceId,
      @Nullable String mode,
      Source source,
      @Nullable Principal by) {}

  public record ListRemoteSources(String id) {}

  public record RemoteSourceList(@JsonValue List<RemoteSource> sources) {}

  public record SaveRemoteSource(String id, Fields body, Source source, @Nullable Principal by) {}

  public record RemoveRemoteSource(
      String id, String sourceId, Source source, @Nullable Principal by) {}

  public record SourceRemoved(String spaceId, String sourceId, boolean removed) {}

  public record ActivateSource(
      String id,
      String sourceId,
      @Nullable Fields options,
      Source source,
      @Nullable Principal by) {}

  public record SourceActivated(String spaceId, String sourceId, boolean active) {}

  /**
   * @param by the user name of who changed it; null when the hub itself did
   */
  public record SpaceChanged(Change change, Space space, Source source, @Nullable String by) {}

  /** What happened to a space. */
  public enum Change {
    ADDED,
    UPDATED,
    REMOVED
  }
}
