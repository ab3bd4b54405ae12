package io.busbar.bridge.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.programs.ProgramsContract.ReadProgram;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Programs of all types: scenes, automations, sequences and scripts. */
final class ProgramCommands {
  private static final String SCENE = "scene";
  private static final String AUTOMATION = "automation";

  private final HubBus bus;

  ProgramCommands(HubBus bus) {
    this.bus = bus;
  }

  /** A scene without what it does in detail. */
  record Scene(
      String id,
      String name,
      @JsonInclude @Nullable String spaceId,
      @JsonInclude @Nullable String icon,
      List<String> deviceIds) {}

  record SceneRun(
      String runId, String sceneId, ProgramRun.Status status, @Nullable String message) {}

  record Run(String runId, String programId, ProgramRun.Status status, @Nullable String message) {}

  Map<String, ProtocolCommand> table() {
    return Map.of(
        "LIST_SCENES",
        this::listScenes,
        "SCENE_RUN",
        this::runScene,
        "LIST_PROGRAMS",
        asked -> list(asked, asked.payload().text("type"), null),
        "LIST_AUTOMATIONS",
        asked -> list(asked, AUTOMATION, asked.payload().flag("enabled")),
        "PROGRAM_RUN",
        asked -> run(asked, asked.payload().need("programId")),
        "AUTOMATION_RUN",
        this::runAutomation);
  }

  private Future<ProgramList> list(Asked asked, @Nullable String type, @Nullable Boolean enabled) {
    return bus.request(
        ProgramsContract.LIST,
        new ListPrograms(null, null, null, asked.payload().text("spaceId"), type, enabled));
  }

  private Future<List<Scene>> listScenes(Asked asked) {
    return list(asked, SCENE, null)
        .map(scenes -> scenes.programs().stream().map(ProgramCommands::scene).toList());
  }

  private Future<SceneRun> runScene(Asked asked) {
    String id = asked.payload().need("sceneId");
    return require(id, Program.Type.SCENE, SCENE)
        .compose(scene -> run(asked, id))
        .map(run -> new SceneRun(run.runId(), id, run.status(), run.message()));
  }

  private Future<Run> runAutomation(Asked asked) {
    String id = asked.payload().need("automationId");
    return require(id, Program.Type.AUTOMATION, AUTOMATION).compose(automation -> run(asked, id));
  }

  private Future<Program> require(String id, Program.Type type, String what) {
    return bus.request(ProgramsContract.READ, new ReadProgram(id))
        .compose(
            program ->
                program.type() == type
                    ? Future.succeededFuture(program)
                    : Future.failedFuture(HubFailure.notFound(what, id)));
  }

  private Future<Run> run(Asked asked, String id) {
    Payload payload = asked.payload();
    return bus.request(
            ProgramsContract.RUN,
            new RunProgram(
                id,
                payload.object("variables"),
                payload.flag("confirm"),
                payload.flag("evaluateConditions"),
                null,
                null,
                asked.source(),
                asked.by()))
        .map(run -> new Run(run.runId(), run.programId(), run.status(), run.message()));
  }

  private static Scene scene(Program program) {
    Set<String> devices = new LinkedHashSet<>();
    program.actions().forEach(action -> collectDevices(action.values(), devices));
    return new Scene(
        program.id(), program.name(), program.spaceId(), program.icon(), List.copyOf(devices));
  }

  /** Actions may hold actions; a program's depth is bounded when it is saved. */
  private static void collectDevices(@Nullable Object value, Set<String> devices) {
    if (value instanceof List<?> list) {
      list.forEach(item -> collectDevices(item, devices));
    }
    if (value instanceof Map<?, ?> map) {
      if (map.get("deviceId") instanceof String id) {
        devices.add(id);
      }
      map.values().forEach(item -> collectDevices(item, devices));
    }
  }
}
