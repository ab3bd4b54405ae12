package io.busbar.bridge.mqtt.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.busbar.bridge.mqtt.homeassistant.Export.Form;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.value.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportsTest {
  private static final Exports EXPORTS = new Exports("hub_1", "1.2.3");
  private static final Places PLACES = new Places("s", "a", "st", "set");

  static Stream<LogicalDevice> house() {
    return Stream.of(light(), fan(), thermostat(), cover(), lock(), alarm(), television(), meter());
  }

  @ParameterizedTest
  @MethodSource("house")
  void saysWhatHomeAssistantUnderstands(LogicalDevice device) {
    Map<String, Map<String, Object>> messages = told(device);
    assertThat(messages).containsOnlyKeys("homeassistant/device/busbar_hub_1_dev_1/config");
    messages.values().forEach(message -> assertThat(faults(message)).isEmpty());
  }

  @Test
  void tellsALightWithAllItCanDo() {
    JsonNode light = component(light(), "light");
    assertThat(light.path("platform").asText()).isEqualTo("light");
    assertThat(light.path("name").isNull()).isTrue();
    assertThat(light.path("unique_id").asText()).isEqualTo("busbar_hub_1_dev_1_light");
    assertThat(light.path("command_topic").asText()).isEqualTo("set");
    assertThat(light.path("payload_on").asText()).isEqualTo("{\"power\":true}");
    assertThat(light.path("brightness_command_template").asText())
        .isEqualTo("{\"command\":\"set_brightness\",\"payload\":{\"brightness\":{{ value }}}}");
    assertThat(light.path("brightness_scale").asInt()).isEqualTo(100);
    assertThat(light.path("min_kelvin").asInt()).isEqualTo(2200);
    assertThat(light.path("rgb_command_template").asText()).contains("%02X%02X%02X");
    assertThat(keys(light())).containsExactly("light");
  }

  @Test
  void tellsTheDeviceAndWhereItIs() {
    JsonNode message = message(light());
    assertThat(message.path("device"))
        .isEqualTo(
            Json.MAPPER.valueToTree(
                Map.of(
                    "identifiers", List.of("busbar_hub_1_dev_1"),
                    "name", "A light",
                    "manufacturer", "Acme",
                    "model", "T-1000",
                    "suggested_area", "Kitchen",
                    "via_device", "busbar_hub_1_hub")));
    assertThat(message.path("origin").path("name").asText()).isEqualTo("Busbar");
    assertThat(message.path("availability").findValuesAsText("topic")).containsExactly("s", "a");
    assertThat(message.path("availability_mode").asText()).isEqualTo("all");
  }

  @Test
  void tellsAnOutletAsASwitchAndAFanAsAFan() {
    assertThat(
            component(
                    Made.device(
                        "outlet", "energy", Made.plain("turn_on", "turn_off", "toggle"), Map.of()),
                    "power")
                .path("device_class")
                .asText())
        .isEqualTo("outlet");
    assertThat(component(fan(), "fan").path("preset_modes").findValuesAsText("")).isEmpty();
    assertThat(component(fan(), "fan").path("preset_modes").size()).isEqualTo(2);
  }

  @Test
  void tellsAThermostatWithinWhatHomeAssistantKnows() {
    JsonNode climate = component(thermostat(), "climate");
    assertThat(climate.path("modes").toString()).isEqualTo("[\"off\",\"heat\"]");
    assertThat(climate.path("min_temp").asDouble()).isEqualTo(5);
    assertThat(climate.path("max_temp").asDouble()).isEqualTo(30);
    assertThat(keys(thermostat())).contains("climate", "power", "humidity");
  }

  @Test
  void tellsModesThatHomeAssistantDoesNotKnowAsAChoice() {
    List<CommandDef> commands = List.of(Made.chosen("set_mode", "mode", "off", "frost"));
    LogicalDevice heater = Made.device("thermostat", "climate", commands, Map.of("mode", "frost"));
    JsonNode choice = component(heater, "set_mode");
    assertThat(choice.path("platform").asText()).isEqualTo("select");
    assertThat(choice.path("options").toString()).isEqualTo("[\"off\",\"frost\"]");
    assertThat(choice.path("value_template").asText()).isEqualTo("{{ value_json.get('mode') }}");
  }

  @Test
  void tellsMediaAsWhatThereIs() {
    JsonNode parts = message(television()).path("components");
    assertThat(parts.path("set_volume").path("platform").asText()).isEqualTo("number");
    assertThat(parts.path("set_volume").path("max").asInt()).isEqualTo(100);
    assertThat(parts.path("set_input").path("platform").asText()).isEqualTo("select");
    assertThat(parts.path("mute").path("platform").asText()).isEqualTo("switch");
    assertThat(parts.path("play").path("payload_press").asText())
        .isEqualTo("{\"command\":\"play\"}");
    assertThat(parts.path("key").path("platform").asText()).isEqualTo("text");
    assertThat(parts.path("title").path("platform").asText()).isEqualTo("sensor");
  }

  @Test
  void tellsSensorsWithUnitAndKind() {
    JsonNode parts = message(meter()).path("components");
    JsonNode power = parts.path("sensor_load");
    assertThat(power.path("unit_of_measurement").asText()).isEqualTo("W");
    assertThat(power.path("device_class").asText()).isEqualTo("power");
    assertThat(power.path("state_class").asText()).isEqualTo("measurement");
    assertThat(parts.path("sensor_total").path("state_class").asText())
        .isEqualTo("total_increasing");
    assertThat(parts.path("sensor_door").path("platform").asText()).isEqualTo("binary_sensor");
    String odd = "sensor_" + ObjectIds.part("it's \\ odd");
    assertThat(parts.fieldNames()).toIterable().anyMatch(key -> key.startsWith("sensor_it-s"));
    assertThat(odd).matches("[a-zA-Z0-9_-]+");
    assertThat(parts.toString()).contains("it\\\\'s");
  }

  @Test
  void leavesOutWhatHomeAssistantBrought() {
    Fields own = Fields.of("discovery", "homeassistant");
    assertThat(Exports.isWanted(light())).isTrue();
    assertThat(
            Exports.isWanted(
                Made.device("d", "light", "lighting", Made.plain("turn_on"), Map.of(), own)))
        .isFalse();
  }

  @Test
  void tellsAnEntityAtATimeWhenAskedTo() {
    Map<String, Map<String, Object>> messages =
        EXPORTS.device(television(), PLACES).messages(Form.SINGLE, "ha", Map.of());
    assertThat(messages)
        .containsKey("ha/switch/busbar_hub_1_dev_1/power/config")
        .hasSizeGreaterThan(5);
    assertThat(messages.values())
        .allSatisfy(
            message ->
                assertThat(message)
                    .containsKeys("device", "origin", "availability", "unique_id")
                    .doesNotContainKeys("platform", "components"));
  }

  @Test
  void saysWhichComponentsAreGone() {
    Export export = EXPORTS.device(light(), PLACES);
    Map<String, String> gone = export.missing(Map.of("light", "light", "old", "sensor"));
    assertThat(gone).containsExactly(Map.entry("old", "sensor"));
    Map<String, Object> message =
        export.messages(Form.DEVICE, "ha", gone).values().iterator().next();
    assertThat(faults(message)).isEmpty();
    assertThat(Json.MAPPER.valueToTree(message).at("/components/old").toString())
        .isEqualTo("{\"platform\":\"sensor\"}");
  }

  @Test
  void namesEachIdDifferently() {
    assertThat(ObjectIds.part("dev_1-a")).isEqualTo("dev_1-a");
    assertThat(ObjectIds.part("a/b")).matches("a-b-[0-9a-f]{8}");
    assertThat(ObjectIds.part("a/b")).isNotEqualTo(ObjectIds.part("a:b"));
  }

  @Test
  void hasLimits() {
    List<CommandDef> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.addAll(Made.plain("command" + i));
    }
    Export export = EXPORTS.device(Made.device("tv", "av_media", many, Map.of()), PLACES);
    assertThat(export.components()).hasSize(Draft.MOST);
  }

  private static LogicalDevice light() {
    List<CommandDef> commands = new ArrayList<>(Made.plain("turn_on", "turn_off", "toggle"));
    commands.add(Made.ranged("set_brightness", "brightness", 0, 100));
    commands.add(Made.ranged("set_color_temperature", "colorTemperature", 2200, 6500));
    commands.add(Made.with("set_color", "color", Map.of("type", "string")));
    return Made.device(
        "light",
        "lighting",
        commands,
        Map.of("power", true, "brightness", 40, "color", "#FF0000", "colorTemperature", 3000));
  }

  private static LogicalDevice fan() {
    List<CommandDef> commands = new ArrayList<>(Made.plain("turn_on", "turn_off"));
    commands.add(Made.chosen("set_fan_speed", "speed", "low", "high"));
    return Made.device("fan", "climate", commands, Map.of("power", true, "fanSpeed", "low"));
  }

  private static LogicalDevice thermostat() {
    List<CommandDef> commands = new ArrayList<>(Made.plain("turn_on", "turn_off"));
    commands.add(Made.ranged("set_temperature", "temperature", 5, 30));
    commands.add(Made.chosen("set_mode", "mode", "off", "heat"));
    return Made.device(
        "thermostat",
        "climate",
        commands,
        Map.of("temperature", 20, "targetTemperature", 21, "mode", "heat", "humidity", 50));
  }

  private static LogicalDevice cover() {
    List<CommandDef> commands = new ArrayList<>(Made.plain("open", "close", "stop"));
    commands.add(Made.ranged("set_position", "position", 0, 100));
    return Made.device("blind", "covers", commands, Map.of("position", 10, "battery", 80));
  }

  private static LogicalDevice lock() {
    return Made.device("lock", "security", Made.plain("lock", "unlock"), Map.of("locked", true));
  }

  private static LogicalDevice alarm() {
    return Made.device(
        "alarm",
        "security",
        Made.plain("arm_home", "arm_away", "disarm", "trigger"),
        Map.of("armed", "home", "alarm", false, "motion", true, "contact", "open"));
  }

  private static LogicalDevice television() {
    List<CommandDef> commands =
        new ArrayList<>(Made.plain("turn_on", "turn_off", "mute", "unmute", "play", "next"));
    commands.add(Made.ranged("set_volume", "volume", 0, 100));
    commands.add(Made.chosen("set_input", "input", "HDMI 1", "TV"));
    commands.add(Made.with("key", "key", Map.of("type", "string")));
    return Made.device(
        "tv",
        "av_media",
        commands,
        Map.of("power", true, "volume", 7, "muted", false, "title", "News", "input", "TV"));
  }

  private static LogicalDevice meter() {
    Map<String, Object> sensors =
        Map.of(
            "load", Map.of("name", "Load", "value", 3.5, "unit", "W"),
            "total", Map.of("name", "Total", "value", 9, "unit", "kWh"),
            "door", Map.of("name", "Door", "value", true),
            "battery_level", Map.of("value", 50, "unit", "%"),
            "it's \\ odd", Map.of("name", "Odd", "value", "text"));
    return Made.device(
        "energy_meter", "energy", List.of(), Map.of("extras", Map.of("sensors", sensors)));
  }

  private static Map<String, Map<String, Object>> told(LogicalDevice device) {
    return EXPORTS.device(device, PLACES).messages(Form.DEVICE, "homeassistant", Map.of());
  }

  private static JsonNode message(LogicalDevice device) {
    return Json.MAPPER.valueToTree(told(device).values().iterator().next());
  }

  private static JsonNode component(LogicalDevice device, String key) {
    JsonNode component = message(device).path("components").path(key);
    assertThat(component.isObject()).as(key).isTrue();
    return component;
  }

  private static List<String> keys(LogicalDevice device) {
    return EXPORTS.device(device, PLACES).components().stream().map(Component::key).toList();
  }

  private static List<String> faults(Map<String, Object> message) {
    try (InputStream file = ExportsTest.class.getResourceAsStream("device-discovery.schema.json")) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(Json.MAPPER.readTree(Objects.requireNonNull(file)));
      return schema.validate(Json.MAPPER.valueToTree(message)).stream()
          .map(Object::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
