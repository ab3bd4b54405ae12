package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.Bench.SWITCH;
import static io.busbar.verticles.commands.House.LAMP;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ActionMapTriggered;
import io.busbar.contracts.commands.CommandsContract.TriggerActionMap;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MapRunsTest {
  private static final Fields OUTBOUND =
      Fields.of("action", "dim")
          .with("command", "LEVEL")
          .with("driverKey", "HUE")
          .with("deviceType", "light")
          .with("payloadTemplate", Map.of("l", "{{payload.level}}"));
  private static final Fields INBOUND =
      Fields.of("direction", "inbound")
          .with("deviceId", "switch")
          .with("event", Map.of("type", "state", "key", "level"))
          .with("condition", Map.of("type", "state", "key", "power", "value", true));

  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void runsAnOutboundMapOnTheDeviceItIsGiven() {
    String map = bench.save(OUTBOUND.with("enabled", false)).id();

    ActionMapTriggered run = success(trigger(map, Fields.of("deviceId", "lamp").with("level", 7)));

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.success()).isTrue();
    assertThat(run.deviceId()).isEqualTo(LAMP);
    assertThat(run.actionMapId()).isEqualTo(map);
    assertThat(bench.delivered)
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.command()).isEqualTo("LEVEL");
              assertThat(sent.payload()).isEqualTo(Fields.of("l", 7));
            });
  }

  @Test
  void refusesAnOutboundMapWithoutADeviceOrWithOneOfAnotherKind() {
    String map = bench.save(OUTBOUND).id();

    assertThat(failure(trigger(map, null)).message()).contains("data.deviceId");
    assertThat(failure(trigger(map, Fields.of("deviceId", "switch"))).code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(failure(trigger(map, Fields.of("deviceId", "gone"))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(trigger("no", null)).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void runsAnInboundMapWithTheStateOfItsDevice() {
    bench.change(SWITCH, Fields.of("mode", "soft"));
    String map =
        bench
            .save(
                INBOUND
                    .with("targetDeviceId", "lamp")
                    .with("action", "fade")
                    .with("payloadTemplate", Map.of("to", "{{value}}", "as", "{{state.mode}}")))
            .id();

    ActionMapTriggered run = success(trigger(map, Fields.of("value", 30)));

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.command()).isEqualTo("fade");
    assertThat(bench.delivered)
        .singleElement()
        .extracting("payload")
        .isEqualTo(new Fields(Map.of("to", 30, "as", "soft")));
  }

  @Test
  void runsTheProgramOfAnInboundMap() {
    String map = bench.save(INBOUND.with("triggerProgramId", Bench.PROGRAM)).id();

    ActionMapTriggered run = success(trigger(map, Fields.of("value", 30)));

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.programId()).isEqualTo(Bench.PROGRAM);
    assertThat(run.requestId()).isEqualTo("run_1");
    assertThat(run.deviceId()).isNull();
    assertThat(run.latencyMs()).isEqualTo(7);
    assertThat(bench.runs).singleElement().extracting("source").isEqualTo(Source.REST);
  }

  @Test
  void saysThatTheProgramFailed() {
    String map = bench.save(INBOUND.with("triggerProgramId", Bench.PROGRAM)).id();
    bench.runStatus = ProgramRun.Status.CANCELLED;

    ActionMapTriggered run = success(trigger(map, null));

    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.success()).isFalse();
    assertThat(run.code()).isEqualTo("PROGRAM_CANCELLED");
    bench.runStatus = ProgramRun.Status.RUNNING;
    assertThat(success(trigger(map, null)).status()).isEqualTo(Status.DISPATCHED);
  }

  private Future<ActionMapTriggered> trigger(String map, @Nullable Fields given) {
    return bench.bus.request(
        CommandsContract.TRIGGER_ACTION_MAP, new TriggerActionMap(map, given, Source.REST, null));
  }
}
