package io.busbar.drivers.discovery.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Devices whose components come, go and harm one another. */
class HouseTest {
  private static final String LAMP =
      """
      {"uniq_id": "lamp", "cmd_t": "lamp/set", "stat_t": "shared", "val_tpl": "ON",
       "dev": {"ids": "lamp", "name": "Lamp"}}
      """;

  private final HomeAssistant dialect = new HomeAssistant("homeassistant", "hub_1");
  private final RecordedFindings found = new RecordedFindings();

  @Test
  void aTemplateThatAsksForNothingDoesNotBlindOthers() {
    config(
        "sensor/odd",
        """
        {"uniq_id": "odd", "stat_t": "shared", "dev": {"ids": "odd"},
         "val_tpl": "{% for a in [1] %}{{ none in loop }}{% endfor %}"}
        """);
    config("switch/lamp", LAMP);
    say("shared", "x");
    assertThat(found.state("homeassistant:lamp").get("power")).isEqualTo(true);
    Fields odd = found.state("homeassistant:odd").object("extras").object("sensors").object("odd");
    assertThat(odd.get("value")).isEqualTo("False");
  }

  @Test
  void aDefectAtOneComponentDoesNotBlindOthers() {
    config(
        "event/bell",
        """
        {"uniq_id": "bell", "stat_t": "shared", "event_types": ["ring"], "dev": {"ids": "bell"},
         "val_tpl": "{{ {'event_type': 'ring'} | to_json }}"}
        """);
    config("switch/lamp", LAMP);
    List<Throwable> defects = new ArrayList<>();
    RecordedFindings broken =
        new RecordedFindings() {
          @Override
          public void state(String device, Fields changed) {
            if (changed.object("extras").has("action")) {
              throw new IllegalStateException("no room for it");
            }
            super.state(device, changed);
          }

          @Override
          public void defect(String topic, Throwable defect) {
            defects.add(defect);
          }
        };
    dialect.hear(new MqttMessage("shared", Bytes.of("x"), 0, false), broken);
    assertThat(defects).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(broken.state("homeassistant:lamp").get("power")).isEqualTo(true);
  }

  @Test
  void aDeviceIsKnownByWhatItsPresentComponentsSay() {
    config("switch/lamp", LAMP);
    for (int i = 0; i < 50; i++) {
      String topic = "button/other" + i;
      config(
          topic,
          """
          {"uniq_id": "other", "cmd_t": "lamp/other",
           "dev": {"ids": ["lamp", "old%d", "%s"], "name": "Lamp"}}
          """
              .formatted(i, "x".repeat(1_000)));
      List<?> identities = (List<?>) lamp().properties().get("identities");
      assertThat(identities).hasSize(3).anyMatch("lamp"::equals).anyMatch(("old" + i)::equals);
      assertThat(identities)
          .allSatisfy(identity -> assertThat(identity.toString()).hasSizeLessThan(257));
      config(topic, "");
    }
    assertThat(lamp().properties().get("identities")).isEqualTo(List.of("lamp"));
    config("switch/stranger", LAMP.replace("\"lamp\"", "\"old1\""));
    assertThat(found.devices).containsOnlyKeys("homeassistant:lamp", "homeassistant:old1");
    config("switch/lamp", "");
    config("switch/stranger", "");
    assertThat(found.devices).isEmpty();
  }

  @Test
  void whatIsNotSupportedIsForgottenWithItsMessage() {
    config("switch/lamp", LAMP);
    String other =
        """
        {"dev": {"ids": "lamp", "name": "Lamp"}, "o": {"name": "x"},
         "cmps": {"a": {"p": "camera", "t": "cam"}, "b": {"p": "button", "cmd_t": "lamp/b"}}}
        """;
    config("device/other", other);
    assertThat(lamp().properties().get("unsupported")).isEqualTo(List.of("camera"));
    config("device/other", other.replace("\"p\": \"camera\", \"t\": \"cam\"", "\"p\": \"camera\""));
    assertThat(lamp().properties()).doesNotContainKey("unsupported");
    config("device/other", other);
    assertThat(lamp().properties()).containsKey("unsupported");
    config("device/other", "");
    assertThat(lamp().properties()).doesNotContainKey("unsupported");
  }

  @Test
  void whatIsAssumedIsSoOnceItWasPublished() {
    config(
        "switch/lamp",
        "{\"uniq_id\": \"lamp\", \"cmd_t\": \"lamp/set\", \"dev\": {\"ids\": \"lamp\"}}");
    var deed = dialect.deed("homeassistant:lamp", "turn_on", Fields.EMPTY);
    assertThat(deed.messages()).hasSize(1);
    assertThat(found.state("homeassistant:lamp").get("power")).isNull();
    deed.done().accept(found);
    assertThat(found.state("homeassistant:lamp").get("power")).isEqualTo(true);
  }

  private Device lamp() {
    return Objects.requireNonNull(found.devices.get("homeassistant:lamp"));
  }

  @Test
  void factsAboutASensorAreFewPlainAndShort() {
    config(
        "sensor/odd",
        """
        {"uniq_id": "odd", "stat_t": "odd/state", "json_attr_t": "odd/facts",
         "dev": {"ids": "odd"}}
        """);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("deep", Map.of("a", 1));
    facts.put("list", List.of(1));
    facts.put("n".repeat(100), 1);
    facts.put("emoji", "x".repeat(255) + "\uD83D\uDE00");
    for (int i = 0; i < 90; i++) {
      facts.put("fact" + i, "\u0001".repeat(1_000));
    }
    say("odd/facts", Json.text(facts));
    Fields odd = found.state("homeassistant:odd").object("extras").object("sensors").object("odd");
    Map<String, @Nullable Object> few = odd.object("attributes").values();
    assertThat(few).containsEntry("n".repeat(64), 1).containsEntry("emoji", "x".repeat(255));
    assertThat(few).doesNotContainKeys("deep", "list");
    assertThat(few.get("fact0")).isEqualTo("\u0001".repeat(256));
    assertThat(Json.text(few)).hasSizeLessThan(8_300);
  }

  private void config(String place, String payload) {
    say("homeassistant/%s/config".formatted(place), payload);
  }

  private void say(String topic, String payload) {
    dialect.hear(new MqttMessage(topic, Bytes.of(payload), 0, false), found);
  }
}
