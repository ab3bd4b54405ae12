package io.busbar.verticles.commands.maps;

import static io.busbar.verticles.commands.maps.Maps.SWITCH_TO_LAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "transform | {'transform':{}}",
        "transform.scale | {'transform':{'scale':'2'}}",
        "transform.offset | {'transform':{'offset':true}}",
        "transform.round | {'transform':{'round':11}}",
        "transform.round | {'transform':{'round':0.5}}",
        "payloadTemplate.l | {'payloadTemplate':{'l':'{{payload.x}}'}}",
        "payloadTemplate.l[1].m | {'payloadTemplate':{'l':[1,{'m':'a {{stat.x}}'}]}}",
        "payloadTemplate.l | {'payloadTemplate':{'l':'{{state}}'}}",
        "payloadTemplate.l | {'payloadTemplate':{'l':'{{value'}}",
        "payloadTemplate | {'payloadTemplate':'{{value}}'}",
        "event | {'event':'power'}",
        "event.type | {'event':{'key':'power'}}",
        "event.type | {'event':{'type':'button','key':'OK'}}",
        "event.key | {'event':{'type':'remote_key'}}",
        "event.press | {'event':{'type':'remote_key','key':'OK','press':7}}",
        "deviceId | {'event':{'type':'remote_key','key':'OK'}}",
        "event.type | {'event':{'type':'STATE'}}",
        "event.key | {'event':{'type':'state'}}",
        "event.key | {'event':{'type':'state','key':7}}",
        "event.name | {'event':{'type':'driver_event'}}",
        "event.name | {'event':{'type':'driver_event','name':'REGISTERED'}}",
        "event.match | {'event':{'type':'driver_event','name':'METRIC_UPDATE','match':[]}}",
        "deviceId | {'event':{'type':'driver_event','name':'DRIVER_STATUS'}}",
        "condition | {'condition':true}",
        "condition.type | {'condition':{'type':'time','key':'x'}}",
        "condition.key | {'condition':{'type':'state','value':1}}",
        "condition.value | {'condition':{'type':'state','key':'x'}}",
        "condition.above | {'condition':{'type':'numeric','key':'x'}}",
        "condition.above | {'condition':{'type':'numeric','key':'x','above':'1'}}",
        "condition.above | {'condition':{'type':'numeric','key':'x','above':2,'below':2}}",
        "condition.deviceId | {'condition':{'type':'state','key':'x','value':1,'deviceId':7}}",
        "targetDeviceId | {'targetDeviceId':null}",
        "targetDeviceId | {'triggerProgramId':'prg'}",
        "action | {'action':null}",
        "action | {'event':null,'action':'turn_on','command':'x'}",
        "command | {'event':null,'action':'METRIC_UPDATE'}",
        "driverKey | {'driverKey':'a b'}",
        "direction | {'direction':'sideways'}",
        "name | {'name':7}"
      })
  void saysWhereTheFaultIs(String path, String change) {
    Fields body = SWITCH_TO_LAMP.with(json(change));

    assertThatThrownBy(() -> MapReader.read(body))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
              assertThat(failure.message()).startsWith(path + " ");
              assertThat(failure.details()).singleElement().asString().startsWith(path + ": ");
              assertThat(failure.hint()).isNotBlank();
            });
  }

  @Test
  void readsWhatAnInboundMapSays() {
    ActionMap map = MapReader.read(SWITCH_TO_LAMP.with("command", "set_power"));

    assertThat(map.command()).isEqualTo("set_power");
    assertThat(map.action()).isEqualTo("turn_on");
    assertThat(map.targetDeviceId()).isEqualTo(new DeviceId("lamp"));
    assertThat(Maps.inbound(SWITCH_TO_LAMP).map().command()).isEqualTo("turn_on");
  }

  @Test
  void takesTheActionForTheEventThatIsHeard() {
    Fields body = SWITCH_TO_LAMP.with("event", null).with("action", "metric_update");
    Fields toProgram = body.with("targetDeviceId", null).with("triggerProgramId", "prg");

    assertThat(Maps.inbound(body.with("command", "turn_on")).event().name())
        .isEqualTo("METRIC_UPDATE");
    assertThat(Maps.inbound(toProgram).event().name()).isEqualTo("METRIC_UPDATE");
  }

  @Test
  void needsNoActionToRunAProgram() {
    ActionMap map =
        MapReader.read(
            SWITCH_TO_LAMP
                .with("action", null)
                .with("targetDeviceId", null)
                .with("triggerProgramId", "prg"));

    assertThat(map.triggerProgramId()).isEqualTo("prg");
    assertThat(map.action()).isNotBlank();
  }

  @Test
  void keepsInboundWordsOutOfOutboundMaps() {
    Fields outbound = Fields.of("action", "x");

    assertThatThrownBy(() -> MapReader.read(outbound.with("triggerProgramId", "p")))
        .hasMessageStartingWith("triggerProgramId ");
    assertThatThrownBy(
            () -> MapReader.read(outbound.with("payloadTemplate", Map.of("a", "{{value}}"))))
        .hasMessageStartingWith("payloadTemplate.a ");
    assertThatThrownBy(
            () -> MapReader.read(outbound.with("valueMap", Map.of("a", "x".repeat(20_000)))))
        .hasMessageStartingWith("valueMap ");
    assertThat(
            MapReader.read(outbound.with("payloadTemplate", Map.of("a", "{{ payload.x.y }}%")))
                .command())
        .isEqualTo("x");
  }

  private static Fields json(String text) {
    byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new Fields(Json.readObject(bytes));
  }
}
