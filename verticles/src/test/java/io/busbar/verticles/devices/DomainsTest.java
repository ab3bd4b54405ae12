package io.busbar.verticles.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.devices.EntitiesContract.Capability;
import io.busbar.contracts.devices.EntitiesContract.CapabilityCommand;
import io.busbar.contracts.devices.EntitiesContract.Domain;
import io.busbar.contracts.devices.EntitiesContract.StateField;
import io.busbar.contracts.devices.Entity;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DomainsTest {
  private final DomainModel model = DomainModel.load();
  private final Domains domains = Domains.load();

  @Test
  void knowsEveryCapabilityOfTheModel() {
    assertThat(domains.capabilities())
        .extracting(Capability::capability)
        .containsExactlyInAnyOrder(
            ("power brightness color color_temperature volume mute playback input_select"
                    + " temperature target_temperature hvac_mode fan_speed humidity lock alarm"
                    + " motion contact camera battery vacuum cover telemetry ir rf location")
                .split(" "));
  }

  @Test
  void namesNothingThatIsNotThere() {
    Set<String> known = model.capabilities().keySet();
    assertThat(known)
        .containsAll(
            model.fields().values().stream()
                .map(DomainModel.Field::capability)
                .collect(Collectors.toSet()));
    assertThat(model.domainNames().keySet())
        .containsAll(model.capabilities().values())
        .containsAll(model.aliases().values())
        .containsAll(model.domains().stream().map(DomainModel.Types::key).toList());
    model
        .domainNames()
        .values()
        .forEach(words -> assertThat(model.fields().keySet()).containsAll(words.stateFields()));
    model
        .domains()
        .forEach(types -> assertThat(model.commands().keySet()).containsAll(types.commands()));
  }

  @Test
  void describesFieldsAndArguments() {
    Capability brightness = capability("brightness");
    assertThat(brightness.domain()).isEqualTo("lighting");
    assertThat(brightness.stateFields())
        .containsExactly(new StateField("brightness", "number", "%", 0.0, 100.0, null));
    assertThat(brightness.commands())
        .containsExactly(
            new CapabilityCommand(
                "set_brightness",
                Fields.of("brightness", Map.of("type", "number", "minimum", 0, "maximum", 100))));
    assertThat(capability("hvac_mode").stateFields().get(0).values())
        .containsExactly("heat", "cool", "auto", "off");
    assertThat(capability("vacuum").commands())
        .extracting(CapabilityCommand::key)
        .contains("start", "stop", "pause", "return_to_base");
    assertThat(capability("ir").commands()).isEmpty();
  }

  @Test
  void listsDomainsWithTypesCommandsAndCounts() {
    Domain lighting = domains.domains(Map.of("lighting", 3)).get(0);

    assertThat(lighting.domain()).isEqualTo("lighting");
    assertThat(lighting.name()).isEqualTo("Lighting");
    assertThat(lighting.deviceTypes()).containsExactly("light", "switch", "dimmer");
    assertThat(lighting.stateFields()).contains("brightness", "colorTemperature");
    assertThat(lighting.commands()).contains("turn_on", "set_color").doesNotHaveDuplicates();
    assertThat(lighting.count()).isEqualTo(3);
    assertThat(domains.domains(Map.of())).extracting(Domain::count).containsOnly(0);
  }

  @Test
  void understandsAliasesAndLeavesTheRest() {
    assertThat(List.of("media", "av", "av_media", "nothing").stream().map(domains::keyOf))
        .containsExactly("av_media", "av_media", "av_media", "nothing");
  }

  @Test
  void tellsSensorsFromWhatCanBeSet() {
    assertThat(domains.sensorOf("temperature"))
        .hasValueSatisfying(
            field -> {
              assertThat(field.kind()).isEqualTo(Entity.Kind.SENSOR);
              assertThat(field.unit()).contains("°C");
            });
    assertThat(domains.sensorOf("motion"))
        .hasValueSatisfying(field -> assertThat(field.kind()).isEqualTo(Entity.Kind.BINARY_SENSOR));
    assertThat(domains.sensorOf("targetTemperature")).isEmpty();
    assertThat(domains.sensorOf("nothing")).isEmpty();
    assertThat(domains.capabilityOfField("status")).isEmpty();
    assertThat(domains.capabilityOfField("title")).contains("playback");
  }

  private Capability capability(String key) {
    return domains.capabilities().stream()
        .filter(capability -> capability.capability().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
