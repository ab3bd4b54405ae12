package io.busbar.verticles.programs;

import static io.busbar.verticles.programs.Drafts.NOON;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.devices.Device;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.CaptureScene;
import io.busbar.contracts.programs.ProgramsContract.NotRestorable;
import io.busbar.contracts.programs.ProgramsContract.SceneCaptured;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.People;
import io.busbar.verticles.testing.TestHub;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SceneCaptureTest {
  private final TestHub hub = TestHub.open();
  private final Neighbours house = new Neighbours();
  private final RecordingRunner runner = new RecordingRunner();

  @BeforeEach
  void start() {
    house.serve(hub.bus());
    ProgramsService service =
        new ProgramsService(
            hub.bus(),
            new InMemoryProgramsStore(),
            new BackgroundReader(Drafts.READER, hub.vertx()),
            runner,
            new ManualClock(NOON).withZone(ZoneOffset.UTC),
            new Random(7));
    assertThat(hub.deploy(new ProgramsVerticle(hub.bus(), service, runner))).isNotBlank();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void savesTheStateAsASceneAndSaysWhatDoesNotComeBack() {
    add(house.add("lamp", "light", Neighbours.LIGHT));
    add(house.add("door", "lock", List.of("lock", "unlock")));
    add(house.add("sad", "light", List.of()));
    house.reports(
        "lamp",
        new Fields(
            Map.of("power", true, "brightness", 40, "color", "#FF0000", "colorTemperature", 2700)));
    house.reports("door", Fields.of("locked", true).with("battery", 80));

    SceneCaptured captured = success(capture("lamp", "door", "sad"));

    Program scene = captured.program();
    assertThat(runner.changes)
        .containsExactly(
            new ProgramsContract.ProgramChanged(
                ProgramsContract.Change.ADDED, scene, Source.REMOTE, "ada"));
    assertThat(scene.type()).isEqualTo(Program.Type.SCENE);
    assertThat(scene.actions())
        .extracting(action -> action.get("command"))
        .containsExactly("turn_on", "set_brightness", "set_color_temperature");
    assertThat(scene.actions().get(1).object("payload")).isEqualTo(Fields.of("brightness", 40));
    assertThat(captured.notRestorable())
        .containsExactlyInAnyOrder(
            lost("lamp", "color", "The device holds one of both; 'colorTemperature' is later."),
            lost("door", "locked", "A scene neither locks nor unlocks."),
            lost("door", "battery", "No command sets it."),
            lost("sad", "state", "Nothing is known of the device."));
  }

  @Test
  void leavesOutWhatTheDeviceWouldRefuse() {
    add(house.add("lamp", "light", Neighbours.LIGHT));
    house.reports("lamp", Fields.of("power", true).with("brightness", 255));

    SceneCaptured captured = success(capture("lamp"));
    assertThat(captured.program().actions()).hasSize(1);
    assertThat(captured.notRestorable())
        .containsExactly(lost("lamp", "brightness", "payload.brightness: must be 0..100"));
  }

  @Test
  void refusesWhenThereIsNothingToSave() {
    add(house.add("door", "lock", List.of("lock", "unlock")));
    house.reports("door", Fields.of("locked", true));

    assertThat(failure(capture("door")).reason()).isEqualTo("NOTHING_TO_CAPTURE");
    assertThat(failure(capture("ghost")).details()).hasSize(1);
    assertThat(failure(capture()).message()).contains("1 to 200");
  }

  private io.vertx.core.Future<SceneCaptured> capture(String... ids) {
    List<DeviceId> devices = Stream.of(ids).map(DeviceId::new).toList();
    return hub.bus()
        .request(
            ProgramsContract.CAPTURE,
            new CaptureScene("Now", devices, null, null, Source.REMOTE, People.ADA));
  }

  private static NotRestorable lost(String device, String field, String reason) {
    return new NotRestorable(new DeviceId(device), field, reason);
  }

  private static void add(Device device) {
    assertThat(device.removedAt()).isNull();
  }
}
