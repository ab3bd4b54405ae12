package io.busbar.contracts.programs;

import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs: scenes, sequences, automations and scripts, and their runs (spec 2.5, 9.5). */
public final class ProgramsContract {
  /** The first expression of a hub's life loads its language, which takes slow machines long. */
  private static final Duration COMPILED = Duration.ofSeconds(10);

  /** Lists programs. Fails: INVALID a filter out of range · UNAVAILABLE. */
  public static final RequestAddress<ListPrograms, ProgramList> LIST =
      RequestAddress.of("hub.programs.list", ListPrograms.class, ProgramList.class);

  /** Reads one program. Fails: NOT_FOUND. */
  public static final RequestAddress<ReadProgram, Program> READ =
      RequestAddress.of("hub.programs.read", ReadProgram.class, Program.class);

  /**
   * Creates a program, or replaces the one with the same id. Succeeds when stored durably; it is in
   * effect then. Fails: INVALID with reason INVALID_PROGRAM, with the path of each fault in the
   * details · NOT_FOUND an id that does not exist · OVERLOADED too many programs · UNAVAILABLE the
   * store, or a neighbour that knows what the program names.
   */
  public static final RequestAddress<SaveProgram, Program> SAVE =
      RequestAddress.of("hub.programs.save", SaveProgram.class, Program.class).within(COMPILED);

  /**
   * Deletes a program; its runs are cancelled. Fails: NOT_FOUND · CONFLICT PROGRAM_IN_USE by the
   * programs named in the details, unless forced · UNAVAILABLE.
   */
  public static final RequestAddress<RemoveProgram, ProgramRemoved> REMOVE =
      RequestAddress.of("hub.programs.remove", RemoveProgram.class, ProgramRemoved.class);

  /**
   * Runs a program. Succeeds with the run: ended, or still running when it takes longer than {@code
   * waitMs}. Fails: NOT_FOUND · INVALID variables · CONFLICT CONFIRMATION_REQUIRED,
   * PROGRAM_DISABLED (an automation that is off may be run by hand), PROGRAM_HAS_PROBLEMS with them
   * in the details, ALREADY_RUNNING in mode single, or LOOP_GUARD · OVERLOADED too many runs ·
   * UNAVAILABLE.
   */
  public static final RequestAddress<RunProgram, ProgramRun> RUN =
      RequestAddress.of("hub.programs.run", RunProgram.class, ProgramRun.class)
          .within(Duration.ofSeconds(35));

  /**
   * Turns off every lighting device a program touches, also through the programs it runs, and those
   * listed in its {@code lighting.deviceIds} (spec 2.5). Succeeds when each has answered, with
   * those that failed and why. Fails: NOT_FOUND · UNAVAILABLE.
   */
  public static final RequestAddress<TurnLightingOff, LightingOff> LIGHTING_OFF =
      RequestAddress.of("hub.programs.lighting-off", TurnLightingOff.class, LightingOff.class)
          .within(Duration.ofSeconds(35));

  /**
   * Saves the present state of devices as a scene. Succeeds when stored durably, with the scene and
   * what of the state cannot be restored. Fails: INVALID no device, an unknown one, too many, or
   * NOTHING_TO_CAPTURE · UNAVAILABLE.
   */
  public static final RequestAddress<CaptureScene, SceneCaptured> CAPTURE =
      RequestAddress.of("hub.programs.capture-scene", CaptureScene.class, SceneCaptured.class)
          .within(COMPILED);

  /** Lists runs, the newest first. Fails: INVALID a filter out of range · UNAVAILABLE. */
  public static final RequestAddress<ListRuns, RunList> LIST_RUNS =
      RequestAddress.of("hub.programs.list-runs", ListRuns.class, RunList.class);

  /** Reads one run with its steps. Fails: NOT_FOUND · UNAVAILABLE. */
  public static final RequestAddress<ReadRun, ProgramRun> READ_RUN =
      RequestAddress.of("hub.programs.read-run", ReadRun.class, ProgramRun.class);

  /**
   * Cancels a run: the step under way ends, no other begins. Succeeds with the run. Fails:
   * NOT_FOUND · CONFLICT RUN_ENDED it had ended before · UNAVAILABLE.
   */
  public static final RequestAddress<CancelRun, ProgramRun> CANCEL_RUN =
      RequestAddress.of("hub.programs.cancel-run", CancelRun.class, ProgramRun.class);

  /**
   * Fires the programs a webhook belongs to. Succeeds when their triggers are taken; what comes of
   * it is told by the events of the runs. Fails: NOT_FOUND no program has this hook · INVALID
   * BODY_TOO_LARGE more than 64 KiB · OVERLOADED it is called too often.
   */
  public static final RequestAddress<ReceiveHook, HookReceived> HOOK =
      RequestAddress.of("hub.programs.receive-hook", ReceiveHook.class, HookReceived.class);

  /** Lists the programs that name a space, a device or another program. */
  @Internal("spaces, devices and integrations ask before they remove something")
  public static final RequestAddress<FindUses, Uses> USES =
      RequestAddress.of("hub.programs.uses", FindUses.class, Uses.class);

  /** A program was added, changed or removed. */
  public static final EventAddress<ProgramChanged> CHANGED =
      new EventAddress<>("hub.programs.changed", ProgramChanged.class);

  /** A device that programs need was removed: SYSTEM_WARNING (spec 5). */
  public static final EventAddress<DeviceLost> DEVICE_LOST =
      new EventAddress<>("hub.programs.device-lost", DeviceLost.class);

  /** A run moved on: PROGRAM_STARTED, PROGRAM_STEP, PROGRAM_FINISHED, PROGRAM_FAILED (spec 5). */
  public static final EventAddress<RunProgressed> PROGRESS =
      new EventAddress<>("hub.programs.progressed", RunProgressed.class);

  /** A trigger of an automation matched: AUTOMATION_TRIGGERED (spec 5). */
  public static final EventAddress<AutomationTriggered> TRIGGERED =
      new EventAddress<>("hub.programs.triggered", AutomationTriggered.class);

  /** A program tells people something: NOTIFICATION (spec 9.5). */
  public static final EventAddress<Notified> NOTIFIED =
      new EventAddress<>("hub.programs.notified", Notified.class);

  /** A program does not do what it should: SYSTEM_WARNING (spec 5). */
  public static final EventAddress<Warned> WARNED =
      new EventAddress<>("hub.programs.warned", Warned.class);

  private ProgramsContract() {}

  public record ListPrograms(
      @Nullable Integer limit,
      @Nullable Integer offset,
      @Nullable String q,
      @Nullable String spaceId,
      @Nullable String type,
      @Nullable Boolean enabled) {
    public static final ListPrograms ALL = new ListPrograms(null, null, null, null, null, null);
  }

  public record ProgramList(@JsonValue List<Program> programs) {}

  public record ReadProgram(String id) {}

  public record SaveProgram(Fields body, Source source, @Nullable Principal by) {}

  public record RemoveProgram(
      String id, @Nullable Boolean force, Source source, @Nullable Principal by) {}

  public record ProgramRemoved(String id, boolean removed) {}

  /**
   * @param confirm true: a person has confirmed a program that asks for it
   * @param evaluateConditions true: skip the run when the program's conditions are false
   * @param off true: run its {@code off} actions
   * @param waitMs how long to wait for its end, 0 to 30,000 ms; absent: 5,000
   */
  public record RunProgram(
      String id,
      @Nullable Fields variables,
      @Nullable Boolean confirm,
      @Nullable Boolean evaluateConditions,
      @Nullable Boolean off,
      @Nullable Integer waitMs,
      Source source,
      @Nullable Principal by) {}

  public record TurnLightingOff(String id, Source source, @Nullable Principal by) {}

  /**
   * @param deviceIds every device that was told to turn off
   * @param failed those of them that did not confirm
   */
  public record LightingOff(
      String programId, List<DeviceId> deviceIds, List<NotTurnedOff> failed) {}

  public record NotTurnedOff(DeviceId deviceId, String reason) {}

  public record CaptureScene(
      String name,
      List<DeviceId> deviceIds,
      @Nullable String spaceId,
      @Nullable String icon,
      Source source,
      @Nullable Principal by) {}

  /**
   * @param notRestorable state fields no command of the device can bring back
   */
  public record SceneCaptured(Program program, List<NotRestorable> notRestorable) {}

  public record NotRestorable(DeviceId deviceId, String field, String reason) {}

  public record ListRuns(
      @Nullable String programId,
      @Nullable String status,
      @Nullable Integer limit,
      @Nullable Integer offset) {}

  public record RunList(@JsonValue List<ProgramRun> runs) {}

  public record ReadRun(String runId) {}

  public record CancelRun(String runId, @Nullable Principal by) {}

  /**
   * @param hook the unguessable name in the address that was called
   * @param body what the caller sent; conditions see it as {@code trigger.body}
   */
  public record ReceiveHook(String hook, Fields body) {}

  public record HookReceived(boolean accepted) {}

  public record FindUses(
      @Nullable String spaceId, @Nullable DeviceId deviceId, @Nullable String programId) {}

  public record Uses(List<Use> programs) {}

  /**
   * @param paths where in the program it is named
   */
  public record Use(String programId, String name, List<String> paths) {}

  /**
   * @param by the user name of who changed it; null when the hub itself did
   */
  public record ProgramChanged(
      Change change, Program program, Source source, @Nullable String by) {}

  /**
   * @param programs those that name it, and where
   */
  public record DeviceLost(DeviceId deviceId, String deviceName, List<Use> programs, Instant at) {}

  /**
   * @param run with all its steps when it ended, without them before
   * @param step the step that began or ended; null when the run itself did
   * @param code why it failed, in one word: LOOP_GUARD, STEP_FAILED; null when it did not
   */
  public record RunProgressed(
      Progress progress, ProgramRun run, ProgramRun.@Nullable Step step, @Nullable String code) {}

  /**
   * @param id of this one match; a program may have several in one millisecond
   */
  public record AutomationTriggered(
      String id, String programId, String name, Fields trigger, Source source, Instant at) {}

  /**
   * @param programId the program that says it; null when it is the hub
   */
  public record Notified(
      String title,
      String text,
      @Nullable String programId,
      @Nullable String runId,
      Source source,
      Instant at) {}

  /**
   * @param code in one word: LOOP_GUARD, TRIGGER_NOT_TAKEN
   * @param details what it is about: {@code programId}, {@code deviceId}
   */
  public record Warned(String code, String message, Fields details, Instant at) {}

  /** What happened to a program. */
  public enum Change {
    ADDED,
    UPDATED,
    REMOVED
  }

  /** How a run moved on. */
  public enum Progress {
    STARTED,
    STEP,
    FINISHED,
    FAILED
  }
}
