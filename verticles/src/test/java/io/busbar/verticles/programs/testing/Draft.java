package io.busbar.verticles.programs.testing;

import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.model.Condition;
import io.busbar.verticles.programs.model.Trigger;
import io.busbar.verticles.testing.Written;
import java.time.Duration;
import java.util.List;

/** A program as it is being written. */
public record Draft(
    String id,
    Program.Type type,
    Program.Mode mode,
    boolean enabled,
    boolean confirm,
    List<Trigger> triggers,
    List<Condition> conditions,
    List<Action> actions,
    List<Action> off) {
  public static Draft script(String id, Action... actions) {
    return new Draft(
        id,
        Program.Type.SCRIPT,
        Program.Mode.SINGLE,
        true,
        false,
        List.of(),
        List.of(),
        List.of(actions),
        List.of());
  }

  public Draft as(Program.Type newType) {
    return new Draft(id, newType, mode, enabled, confirm, triggers, conditions, actions, off);
  }

  public Draft in(Program.Mode newMode) {
    return new Draft(id, type, newMode, enabled, confirm, triggers, conditions, actions, off);
  }

  public Draft on(Trigger... newTriggers) {
    return new Draft(
        id,
        Program.Type.AUTOMATION,
        mode,
        enabled,
        confirm,
        List.of(newTriggers),
        conditions,
        actions,
        off);
  }

  public Draft when(Condition... newConditions) {
    return new Draft(
        id, type, mode, enabled, confirm, triggers, List.of(newConditions), actions, off);
  }

  public Draft disabled() {
    return new Draft(id, type, mode, false, confirm, triggers, conditions, actions, off);
  }

  public Draft confirmed() {
    return new Draft(id, type, mode, enabled, true, triggers, conditions, actions, off);
  }

  public Draft off(Action... newOff) {
    return new Draft(
        id, type, mode, enabled, confirm, triggers, conditions, actions, List.of(newOff));
  }

  public CompiledProgram done() {
    Program program =
        Written.scene(id, "Program " + id)
            .as(type, mode)
            .that(enabled, confirm)
            .on(triggers.stream().map(trigger -> Fields.of("saved", trigger.toString())).toList())
            .saved();
    return new CompiledProgram(program, triggers, conditions, actions, off);
  }

  public static Action command(String path, String device) {
    return command(path, device, false);
  }

  public static Action command(String path, String device, boolean continueOnError) {
    return new Action.Device(
        path,
        new DeviceId(device),
        "turn_on",
        Fields.EMPTY,
        true,
        Duration.ofSeconds(5),
        continueOnError);
  }

  public static Action delay(String path, Duration duration) {
    return new Action.Delay(path, duration);
  }

  public static Condition is(String device, String key, Object value) {
    return new Condition.State(new DeviceId(device), key, List.of(value));
  }

  /** Fires when a field becomes the value. */
  public static Trigger becomes(String device, String key, Object value, Duration hold) {
    return new Trigger.State(new DeviceId(device), key, null, false, value, true, hold);
  }

  public static Trigger changes(String device, String key) {
    return new Trigger.State(new DeviceId(device), key, null, false, null, false, Duration.ZERO);
  }
}
