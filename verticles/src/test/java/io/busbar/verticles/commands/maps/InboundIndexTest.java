package io.busbar.verticles.commands.maps;

import static io.busbar.verticles.commands.maps.Maps.SWITCH;
import static io.busbar.verticles.commands.maps.Maps.SWITCH_TO_LAMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InboundIndexTest {
  private final InboundIndex index = new InboundIndex();

  @Test
  void findsMapsOfADeviceAndOfAll() {
    put(SWITCH_TO_LAMP.with("id", "own"));
    put(SWITCH_TO_LAMP.with("id", "wide").with("deviceId", null).with("priority", 1));
    put(SWITCH_TO_LAMP.with("id", "other").with("deviceId", "tv"));

    assertThat(listening(SWITCH)).containsExactly("wide", "own");
    assertThat(listening(new DeviceId("tv"))).containsExactly("wide", "other");
    assertThat(listening(null)).containsExactly("wide");
  }

  @Test
  void forgetsWhatIsRemovedReplacedOrOff() {
    put(SWITCH_TO_LAMP);
    put(SWITCH_TO_LAMP.with("deviceId", "tv"));
    assertThat(listening(SWITCH)).isEmpty();
    put(SWITCH_TO_LAMP.with("enabled", false));
    assertThat(listening(new DeviceId("tv"))).isEmpty();
    put(SWITCH_TO_LAMP.with("deviceId", null));
    index.remove("m");
    index.remove("m");

    assertThat(listening(SWITCH)).isEmpty();
  }

  @Test
  void leavesOutboundMapsAlone() {
    put(Fields.of("action", "turn_on").with("deviceId", "switch"));

    assertThat(listening(SWITCH)).isEmpty();
  }

  private void put(Fields body) {
    index.put(MapReader.read(body));
  }

  private List<String> listening(@Nullable DeviceId device) {
    return index.listeningTo(device).stream().map(InboundMap::id).toList();
  }
}
