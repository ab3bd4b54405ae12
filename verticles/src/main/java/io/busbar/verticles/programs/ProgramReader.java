package io.busbar.verticles.programs;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.model.Condition;
import io.busbar.verticles.programs.model.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a program as people and clients write it (spec 9.5). Pure: it asks nobody. */
public final class ProgramReader {
  private static final int MAX_BYTES = 65_536;
  private static final int MAX_TRIGGERS = 50;
  private static final int MAX_NAME = 128;
  private static final int MAX_DESCRIPTION = 2_000;
  private static final int MAX_ID = 256;
  private static final int MAX_LIGHTS = 500;

  private final ConditionReader conditions;
  private final ActionReader actions;

  /**
   * @param allowedHosts {@code http} actions may call them whatever their address is
   */
  public ProgramReader(CelExpressions expressions, Set<String> allowedHosts) {
    this.conditions = new ConditionReader(expressions);
    this.actions = new ActionReader(conditions, allowedHosts);
  }

  /** When and as what a program is read. */
  record Identity(String id, Instant createdAt, Instant updatedAt) {}

  /** Reads what someone wants to save. */
  Reading read(Fields body, Identity identity) {
    Findings findings = new Findings();
    Part part = new Part("", body, findings);
    int bytes = Json.bytes(body).length;
    if (bytes > MAX_BYTES) {
      findings.fault("program", "has %d bytes; %d are allowed".formatted(bytes, MAX_BYTES));
      return compiled(program(part, identity, Fields.EMPTY), Fields.EMPTY, findings);
    }
    return compiled(program(part, identity, body), body, findings);
  }

  /** Reads a program again that was saved before. */
  Reading readAgain(Program saved) {
    Fields body =
        Fields.of("name", saved.name())
            .with("triggers", plain(saved.triggers()))
            .with("conditions", plain(saved.conditions()))
            .with("actions", plain(saved.actions()))
            .with("off", saved.off().values())
            .with("lighting", saved.lighting().values())
            .with("spaceId", saved.spaceId());
    return compiled(saved, body, new Findings());
  }

  private Reading compiled(Program program, Fields body, Findings findings) {
    Part part = new Part("", body, findings);
    if (program.spaceId() != null) {
      findings.names(Reference.Kind.SPACE, program.spaceId(), "spaceId");
    }
    List<Trigger> triggers = new ArrayList<>();
    part.parts(MAX_TRIGGERS, "triggers")
        .forEach(trigger -> TriggerReader.read(trigger).ifPresent(triggers::add));
    List<Condition> asked = conditions.list(part, 1, "conditions");
    List<Action> done = actions.list(part, "actions");
    List<Action> off = actions.list(new Part("off", offOf(body), findings), "actions");
    readLights(new Part("lighting", body.object("lighting"), findings));
    return new Reading(
        new CompiledProgram(program, triggers, asked, done, off),
        findings.faults(),
        findings.references(),
        findings.commands());
  }

  private static Program program(Part part, Identity identity, Fields body) {
    Optional<String> name = part.neededText(MAX_NAME, "name");
    return new Program(
        identity.id(),
        name.orElse(""),
        type(part),
        part.flag(true, "enabled"),
        part.text(MAX_ID, "spaceId").orElse(null),
        part.text(MAX_NAME, "icon").orElse(null),
        part.text(MAX_DESCRIPTION, "description").orElse(null),
        objects(body, "triggers"),
        objects(body, "conditions"),
        objects(body, "actions"),
        offOf(body),
        mode(part),
        part.object("lighting"),
        part.flag(false, "confirm"),
        List.of(),
        null,
        identity.createdAt(),
        identity.updatedAt(),
        body.values());
  }

  private static Program.Type type(Part part) {
    Optional<String> type = part.word("type");
    if (type.isEmpty()) {
      return part.has("triggers") ? Program.Type.AUTOMATION : Program.Type.SEQUENCE;
    }
    return switch (type.get()) {
      case "scene" -> Program.Type.SCENE;
      case "sequence", "macro" -> Program.Type.SEQUENCE;
      case "automation", "rule" -> Program.Type.AUTOMATION;
      case "script", "program" -> Program.Type.SCRIPT;
      default -> {
        part.fault("type", "must be scene, sequence, automation or script");
        yield Program.Type.SEQUENCE;
      }
    };
  }

  private static Program.Mode mode(Part part) {
    return switch (part.word("mode").orElse("single")) {
      case "single" -> Program.Mode.SINGLE;
      case "restart" -> Program.Mode.RESTART;
      case "queued", "queue" -> Program.Mode.QUEUED;
      case "parallel" -> Program.Mode.PARALLEL;
      default -> {
        part.fault("mode", "must be single, restart, queued or parallel");
        yield Program.Mode.SINGLE;
      }
    };
  }

  /** {@code off} is an object with actions, or the actions themselves. */
  private static Fields offOf(Fields body) {
    return body.get("off") instanceof List<?> list
        ? Fields.of("actions", list)
        : body.object("off");
  }

  private static void readLights(Part lighting) {
    Object ids = lighting.value("deviceIds");
    if (ids == null) {
      return;
    }
    if (!(ids instanceof List<?> list) || list.size() > MAX_LIGHTS) {
      lighting.fault("deviceIds", "must be a list of at most %d ids".formatted(MAX_LIGHTS));
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      String key = "deviceIds[%d]".formatted(i);
      if (!(list.get(i) instanceof String id) || lighting.deviceNamed(id, key).isEmpty()) {
        lighting.fault(key, "must be a device id");
      }
    }
  }

  private static List<Fields> objects(Fields body, String key) {
    if (body.get(key) instanceof Map<?, ?>) {
      return List.of(body.object(key));
    }
    return body.list(key).stream().filter(Map.class::isInstance).map(Fields::from).toList();
  }

  private static List<Map<String, @Nullable Object>> plain(List<Fields> items) {
    return items.stream().map(Fields::values).toList();
  }
}
