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

  /** Lists action maps, outbound and inbound. */
  public static final RequestAddress<ListActionMaps, ActionMaps> LIST_ACTION_MAPS =
      RequestAddress.of("hub.commands.list-action-maps", ListActionMaps.class, ActionMaps.class);

  /**
   * Creates an action map, or replaces the one with the same id. Succeeds when stored durably, with
   * the map. Fails: INVALID a field of the wrong shape · UNAVAILABLE the store is down.
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

  private CommandsContract() {}

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

  public record ListActionMaps(@Nullable String deviceId, @Nullable String direction) {}

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
