package io.busbar.contracts.commands;

import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commanding devices: validation, action maps, dispatch, outcome (spec 1.3, 2.3, 6.5, 9.4). */
public final class CommandsContract {
  /**
   * Executes a command on a device. Succeeds with its outcome when the driver answered, or with
   * DISPATCHED when waiting was not wanted or took longer than asked; a failed or unknown outcome
   * is an answer too. Repeating a request id that is still remembered answers the first outcome.
   * Fails, with nothing sent: INVALID no command, or VALUE_OUT_OF_RANGE arguments against the
   * catalog's schema · NOT_FOUND no such device · CONFLICT DRIVER_OFFLINE, or REQUEST_ID_REUSED for
   * something else · OVERLOADED too many commands are open · UNAVAILABLE or TIMED_OUT the device
   * registry does not answer.
   */
  public static final RequestAddress<ExecuteCommand, CommandOutcome> EXECUTE =
      RequestAddress.of("hub.commands.execute", ExecuteCommand.class, CommandOutcome.class)
          .within(Duration.ofSeconds(35))
          .atMost(8192);

  /**
   * Says what EXECUTE would refuse about a command, and sends nothing. Succeeds with one line a
   * fault, {@code payload} path first; none means it fits. Fails: NOT_FOUND no such device ·
   * UNAVAILABLE or TIMED_OUT the device registry does not answer.
   */
  @Internal("programs and spaces ask before they keep a command for later")
  public static final RequestAddress<CheckCommand, CommandFaults> CHECK =
      RequestAddress.of("hub.commands.check", CheckCommand.class, CommandFaults.class).atMost(8192);

  /**
   * Executes an action as it is given: no action map, no check against the catalog (DEVICE_ACTION,
   * spec 4.3); the limits stay. Succeeds and fails as {@link #EXECUTE} does, and fails: FORBIDDEN
   * the caller is no administrator.
   */
  public static final RequestAddress<ExecuteRaw, CommandOutcome> EXECUTE_RAW =
      RequestAddress.of("hub.commands.execute-raw", ExecuteRaw.class, CommandOutcome.class)
          .within(Duration.ofSeconds(35));

  /** Reads one action map. Fails: NOT_FOUND. */
  public static final RequestAddress<ReadActionMap, ActionMap> READ_ACTION_MAP =
      RequestAddress.of("hub.commands.read-action-map", ReadActionMap.class, ActionMap.class);

  /**
   * Runs one action map by hand, enabled or not (ACTION_MAP_TRIGGER, spec 4.3). An outbound map
   * sends its command to its device, or to the one {@code data.deviceId} names, with the data as
   * arguments. An inbound map does what it does when it fires, its condition left aside, with the
   * data in place of the event. Succeeds with how that ended, or stands after five seconds. Fails:
   * NOT_FOUND no such map, device or program · INVALID no device is named, or the arguments do not
   * fit · whatever {@link #EXECUTE} or the run of a program fails with.
   */
  public static final RequestAddress<TriggerActionMap, ActionMapTriggered> TRIGGER_ACTION_MAP =
      RequestAddress.of(
              "hub.commands.trigger-action-map", TriggerActionMap.class, ActionMapTriggered.class)
          .within(Duration.ofSeconds(40));

  /** Lists action maps, outbound and inbound. Fails: INVALID a filter of the wrong shape. */
  public static final RequestAddress<ListActionMaps, ActionMaps> LIST_ACTION_MAPS =
      RequestAddress.of("hub.commands.list-action-maps", ListActionMaps.class, ActionMaps.class);

  /**
   * Creates an action map, or replaces the one with the same id. Succeeds when stored durably, with
   * the map; it is in effect then. Fails: INVALID a field of the wrong shape, or one that names a
   * device or program that does not exist, with its path · OVERLOADED too many action maps ·
   * UNAVAILABLE the store is down, or what is named cannot be looked up.
   */
  public static final RequestAddress<SaveActionMap, ActionMap> SAVE_ACTION_MAP =
      RequestAddress.of("hub.commands.save-action-map", SaveActionMap.class, ActionMap.class);

  /** Deletes an action map. Succeeds when stored durably. Fails: NOT_FOUND · UNAVAILABLE. */
  public static final RequestAddress<RemoveActionMap, ActionMapRemoved> REMOVE_ACTION_MAP =
      RequestAddress.of(
          "hub.commands.remove-action-map", RemoveActionMap.class, ActionMapRemoved.class);

  /** A command moved on. Per command REQUESTED comes before DISPATCHED or FAILED before RESULT. */
  public static final EventAddress<CommandProgress> PROGRESS =
      new EventAddress<>("hub.commands.progressed", CommandProgress.class);

  /** An action map was saved or removed; what other nodes remember of it is out of date. */
  public static final EventAddress<ActionMapChanged> ACTION_MAP_CHANGED =
      new EventAddress<>("hub.commands.action-map-changed", ActionMapChanged.class);

  private CommandsContract() {}

  /**
   * @param map null: it was removed
   */
  public record ActionMapChanged(String id, @Nullable ActionMap map) {}

  /**
   * @param requestId absent: the hub makes one (UUIDv7) and uses it for the correlation too
   * @param waitMs how long to wait for the driver, 0 to 30,000 ms; absent: 5,000
   * @param by who asks; null when the hub itself does
   */
  public record ExecuteCommand(
      DeviceId id,
      String command,
      @Nullable Fields payload,
      @Nullable RequestId requestId,
      @Nullable String correlationId,
      @Nullable Integer waitMs,
      Source source,
      @Nullable Principal by) {}

  public record CheckCommand(DeviceId deviceId, String command, @Nullable Fields payload) {}

  public record CommandFaults(List<String> faults) {}

  /**
   * @param data the action's arguments
   * @param waitMs how long to wait for the driver, 0 to 30,000 ms; absent: 5,000
   */
  public record ExecuteRaw(
      DeviceId id,
      String action,
      @Nullable Fields data,
      @Nullable Integer waitMs,
      Source source,
      @Nullable Principal by) {}

  /**
   * @param deviceId only maps that name this device, as theirs or as their target
   */
  public record ListActionMaps(
      @Nullable String deviceId, @Nullable String direction, @Nullable String driverKey) {}

  public record ReadActionMap(String id) {}

  /**
   * @param data outbound: the action's arguments; inbound: the fields of the event, {@code value}
   *     among them
   */
  public record TriggerActionMap(
      String id, @Nullable Fields data, Source source, @Nullable Principal by) {}

  /**
   * How an action map that was run by hand ended: a command's outcome with the map's id, or the run
   * of a program in the same words.
   *
   * @param requestId the command's request id, or the run's id
   * @param deviceId which device was commanded; null when a program was run
   * @param programId which program was run; null when a device was commanded
   * @param command what the device was told; null when a program was run
   * @param result the driver's result, or the run's {@code runId} and {@code status}
   */
  public record ActionMapTriggered(
      String actionMapId,
      String requestId,
      String correlationId,
      @Nullable DeviceId deviceId,
      @Nullable String programId,
      @Nullable String command,
      CommandOutcome.Status status,
      boolean success,
      String message,
      @Nullable String code,
      Fields result,
      Fields state,
      long latencyMs) {}

  public record ActionMaps(@JsonValue List<ActionMap> actionMaps) {}

  public record SaveActionMap(Fields body) {}

  public record RemoveActionMap(String id) {}

  public record ActionMapRemoved(String id, boolean removed) {}

  /**
   * @param command what the driver is sent; differs from {@code action} when an action map applied
   * @param mappedBy the id of that action map
   * @param outcome FAILED or UNKNOWN at stage FAILED; COMPLETED or FAILED at stage RESULT
   * @param by the user name of who asked; null when the hub itself did
   */
  public record CommandProgress(
      Stage stage,
      RequestId requestId,
      String correlationId,
      DeviceId deviceId,
      @Nullable DriverInstance driver,
      String action,
      String command,
      Fields payload,
      @Nullable String mappedBy,
      @Nullable String transport,
      CommandOutcome.@Nullable Status outcome,
      @Nullable String code,
      @Nullable String message,
      long latencyMs,
      Fields result,
      Source source,
      @Nullable String by,
      Instant at) {}

  /** Where a command stands (spec 5). */
  public enum Stage {
    REQUESTED,
    DISPATCHED,
    FAILED,
    RESULT
  }
}
