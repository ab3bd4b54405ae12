package io.busbar.verticles.programs;

import static io.busbar.verticles.programs.Drafts.NOON;
import static io.busbar.verticles.programs.Drafts.json;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.LightingOff;
import io.busbar.contracts.programs.ProgramsContract.NotTurnedOff;
import io.busbar.contracts.programs.ProgramsContract.SaveProgram;
import io.busbar.contracts.programs.ProgramsContract.TurnLightingOff;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.TestHub;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LightsOutTest {
  private final TestHub hub = TestHub.open();
  private final Neighbours house = new Neighbours();

  @BeforeEach
  void start() {
    assertThat(house.add("lamp", "light", Neighbours.LIGHT)).isNotNull();
    house.serve(hub.bus());
    RecordingRunner runner = new RecordingRunner();
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
  void turnsOffTheLightsAProgramTouches() {
    assertThat(house.add("lamp2", "light", Neighbours.LIGHT)).isNotNull();
    assertThat(house.add("lamp3", "light", Neighbours.LIGHT)).isNotNull();
    assertThat(house.add("tv", "tv", List.of("turn_on"))).isNotNull();
    assertThat(house.add("other", "light", Neighbours.LIGHT)).isNotNull();
    Program inner =
        save(
            "{'name':'In','actions':[{'type':'device','deviceId':'lamp2','command':'turn_on'},"
                + "{'type':'device','deviceId':'tv','command':'turn_on'}]}");
    Program outer =
        save(
            ("{'name':'Out','lighting':{'deviceIds':['lamp3']},'actions':["
                    + "{'type':'device','deviceId':'lamp','command':'turn_on'},"
                    + "{'type':'program','programId':'%s'}]}")
                .formatted(inner.id()));
    house.offline.add("lamp2");

    LightingOff off =
        success(
            hub.bus()
                .request(
                    ProgramsContract.LIGHTING_OFF,
                    new TurnLightingOff(outer.id(), Source.REST, null)));
    assertThat(off.deviceIds())
        .extracting(DeviceId::value)
        .containsExactlyInAnyOrder("lamp", "lamp2", "lamp3");
    assertThat(off.failed())
        .containsExactly(new NotTurnedOff(new DeviceId("lamp2"), "The driver is offline."));
    assertThat(house.executed)
        .hasSize(3)
        .extracting(ExecuteCommand::command)
        .containsOnly("turn_off");
  }

  @Test
  void knowsOnlyProgramsThatAreThere() {
    assertThat(
            failure(
                    hub.bus()
                        .request(
                            ProgramsContract.LIGHTING_OFF,
                            new TurnLightingOff("prg_none", Source.REST, null)))
                .code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  private Program save(String text) {
    return success(
        hub.bus().request(ProgramsContract.SAVE, new SaveProgram(json(text), Source.REST, null)));
  }
}
