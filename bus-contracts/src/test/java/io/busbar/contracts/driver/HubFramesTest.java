package io.busbar.contracts.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HubFramesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");

  static List<Arguments> frames() {
    return List.of(
        Arguments.of("connected", HubFrames.connected(NOON)),
        Arguments.of("registered", HubFrames.registered(HUE, "s-1", null, NOON)),
        Arguments.of("registered-with-id", HubFrames.registered(HUE, "s-1", 7, NOON)),
        Arguments.of("ack", HubFrames.ack("m-1")),
        Arguments.of("error", HubFrames.error(failure(), "m-1")),
        Arguments.of("error-bare", HubFrames.error("CODE", "Why.", List.of(), null, null)),
        Arguments.of("status", HubFrames.status("stopping", "The hub stops.")),
        Arguments.of("execute", HubFrames.command(HUE, Set.of(), command(true), NOON)),
        Arguments.of("action", HubFrames.command(HUE, Set.of(), command(false), NOON)),
        Arguments.of(
            "action-only", HubFrames.command(HUE, Set.of("action-only"), command(true), NOON)),
        Arguments.of(
            "legacy-payload",
            HubFrames.command(HUE, Set.of("legacy-payload"), command(false), NOON)),
        Arguments.of("ping", HubFrames.ping("p-1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void writesWhatDriversRead(String name, byte[] frame) throws IOException {
    assertThat(Json.MAPPER.readTree(frame)).isEqualTo(golden(name));
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream in = HubFramesTest.class.getResourceAsStream(name + ".json")) {
      return Json.MAPPER.readTree(Objects.requireNonNull(in, name));
    }
  }

  private static HubFailure failure() {
    return HubFailure.invalid("Invalid STATE_UPDATE payload.", "Mend it.")
        .reason("DRIVER_WS_VALIDATION_ERROR")
        .details(List.of("data must hold at least one state field."));
  }

  private static DeliverCommand command(boolean inCatalog) {
    return new DeliverCommand(
        "node-1",
        "lamp-7",
        "set_brightness",
        Fields.of("brightness", 40),
        new RequestId("r-1"),
        "c-1",
        inCatalog);
  }
}
