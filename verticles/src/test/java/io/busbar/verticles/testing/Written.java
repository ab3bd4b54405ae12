package io.busbar.verticles.testing;

import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program as it is written down, for tests that need one to be there. */
public record Written(
    String id,
    String name,
    Program.Type type,
    Program.Mode mode,
    boolean enabled,
    boolean confirm,
    @Nullable String spaceId,
    List<Fields> triggers,
    List<Fields> actions,
    Fields off) {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** A scene that does nothing. */
  public static Written scene(String id, String name) {
    return new Written(
        id,
        name,
        Program.Type.SCENE,
        Program.Mode.SINGLE,
        true,
        false,
        null,
        List.of(),
        List.of(),
        Fields.EMPTY);
  }

  public Written as(Program.Type newType, Program.Mode newMode) {
    return new Written(
        id, name, newType, newMode, enabled, confirm, spaceId, triggers, actions, off);
  }

  public Written that(boolean isEnabled, boolean asks) {
    return new Written(id, name, type, mode, isEnabled, asks, spaceId, triggers, actions, off);
  }

  public Written in(@Nullable String space) {
    return new Written(id, name, type, mode, enabled, confirm, space, triggers, actions, off);
  }

  public Written on(List<Fields> newTriggers) {
    return new Written(id, name, type, mode, enabled, confirm, spaceId, newTriggers, actions, off);
  }

  public Written doing(List<Fields> newActions) {
    return new Written(id, name, type, mode, enabled, confirm, spaceId, triggers, newActions, off);
  }

  public Written undoneBy(Fields newOff) {
    return new Written(id, name, type, mode, enabled, confirm, spaceId, triggers, actions, newOff);
  }

  public Program saved() {
    return new Program(
        id,
        name,
        type,
        enabled,
        spaceId,
        null,
        null,
        triggers,
        List.of(),
        actions,
        off,
        mode,
        Fields.EMPTY,
        confirm,
        List.of(),
        null,
        NOON,
        NOON,
        Map.of());
  }
}
