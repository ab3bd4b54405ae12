package io.busbar.verticles.devices;

import static io.busbar.verticles.devices.Lamps.NOON;
import static io.busbar.verticles.devices.Lamps.endpoint;
import static io.busbar.verticles.devices.Lamps.lamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncedDeviceTest {
  private static final CommandDef FALLBACK =
      new CommandDef("toggle", "Toggle", false, null, null, CommandDef.Origin.DOMAIN);

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Fields.of("name", 5), "name must be a text of 1 to 256 characters."),
        Arguments.of(Fields.of("name", " "), "name must be a text of 1 to 256 characters."),
        Arguments.of(
            Fields.of("name", "x".repeat(257)), "name must be a text of 1 to 256 characters."),
        Arguments.of(Fields.of("deviceType", List.of()), "deviceType must be a text of 1 to 64"),
        Arguments.of(Fields.of("tags", "x"), "tags must be a list of at most 64 texts."),
        Arguments.of(Fields.of("tags", List.of(1)), "tags must be a list of at most 64 texts."),
        Arguments.of(
            Fields.of("tags", Collections.nCopies(65, "t")), "tags must be a list of at most 64"),
        Arguments.of(Fields.of("target", "host"), "target must be an object."),
        Arguments.of(Fields.of("properties", List.of()), "properties must be an object."),
        Arguments.of(catalog("x"), "properties.commandCatalog must be a list"),
        Arguments.of(
            catalog(Collections.nCopies(201, Map.of("key", "k"))), "must be a list of at most 200"),
        Arguments.of(catalog(List.of(7)), "properties.commandCatalog[0].key must be a text"),
        Arguments.of(
            catalog(List.of(Map.of("key", "a"), Map.of("key", "b\u0000"))),
            "properties.commandCatalog[1].key must be a text"),
        Arguments.of(
            catalog(List.of(Map.of("key", "a", "payloadSchema", "x"))),
            "properties.commandCatalog[0].payloadSchema must be a JSON Schema object."));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void namesAFault(Fields data, String detail) {
    assertThatThrownBy(() -> AnnouncedDevice.read(data))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
              assertThat(failure.details()).singleElement().asString().contains(detail);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org/a.json", "#/$defs/none", "#"})
  void refusesASchemaWhoseReferencesCannotBeFollowed(String reference) {
    Map<String, Object> command =
        Map.of("key", "a", "payloadSchema", Map.of("allOf", List.of(Map.of("$ref", reference))));

    assertThatThrownBy(() -> AnnouncedDevice.read(catalog(List.of(command))))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure ->
                assertThat(failure.details())
                    .singleElement()
                    .asString()
                    .startsWith("properties.commandCatalog[0].payloadSchema must ")
                    .contains("'" + reference + "'"));
  }

  @Test
  void namesAllFaultsAtOnce() {
    assertThatThrownBy(
            () -> AnnouncedDevice.read(Fields.of("name", 1).with("tags", 2).with("target", 3)))
        .isInstanceOfSatisfying(
            HubFailure.class, failure -> assertThat(failure.details()).hasSize(3));
  }

  @Test
  void becomesANewDeviceWithDefaults() {
    Device device =
        AnnouncedDevice.read(Fields.EMPTY)
            .asNew(new DeviceId("d"), endpoint("l7"), List.of(FALLBACK), NOON);

    assertThat(device.name()).isEqualTo("l7");
    assertThat(device.deviceType()).isEqualTo("generic");
    assertThat(device.commands()).containsExactly(FALLBACK);
    assertThat(device.properties()).isEqualTo(Fields.EMPTY);
  }

  @Test
  void readsTheCatalogOutOfTheProperties() {
    Fields schema = Fields.of("type", "object");
    Fields data =
        Fields.of(
            "properties",
            Map.of(
                "model",
                "M",
                "commandCatalog",
                List.of(
                    Map.of("key", "a", "label", "A", "idempotent", true),
                    Map.of("key", "b", "payloadSchema", schema.values(), "description", "B!"))));
    Device device =
        AnnouncedDevice.read(data)
            .asNew(new DeviceId("d"), endpoint("l7"), List.of(FALLBACK), NOON);

    assertThat(device.properties()).isEqualTo(Fields.of("model", "M"));
    assertThat(device.commands())
        .containsExactly(
            new CommandDef("a", "A", true, null, null, CommandDef.Origin.DRIVER),
            new CommandDef("b", "b", false, schema, "B!", CommandDef.Origin.DRIVER));
  }

  @Test
  void replacesTheTopLevelWhenWhole() {
    Device before = lamp("a", Fields.of("model", "old").with("x", 1), NOON);
    Device after =
        AnnouncedDevice.read(Fields.of("properties", Map.of("model", "new")))
            .over(before, List.of(), false, NOON.plusSeconds(1));

    assertThat(after.properties()).isEqualTo(Fields.of("model", "new"));
    assertThat(after.tags()).isEmpty();
    assertThat(after.name()).isEqualTo(before.name());
    assertThat(after.updatedAt()).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void mergesPropertiesDeeplyWhenPartial() {
    Device before =
        lamp("a", Fields.of("net", Map.of("ip", "1", "port", 2)).with("model", "M"), NOON);
    Device after =
        AnnouncedDevice.read(
                Fields.of("properties", Map.of("net", Map.of("ip", "9")))
                    .with("tags", List.of("hall")))
            .over(before, List.of(FALLBACK), true, NOON.plusSeconds(1));

    assertThat(after.properties())
        .isEqualTo(Fields.of("net", Map.of("ip", "9", "port", 2)).with("model", "M"));
    assertThat(after.tags()).containsExactly("hall");
    assertThat(after.commands()).isEqualTo(before.commands());
    assertThat(after.target()).isEqualTo(before.target());
  }

  @Test
  void isTheVerySameDeviceWhenNothingDiffers() {
    Device before = lamp("a", Fields.of("model", "M"), NOON);

    assertThat(
            AnnouncedDevice.read(Fields.of("name", before.name()))
                .over(before, List.of(), true, NOON.plusSeconds(1)))
        .isSameAs(before);
  }

  private static Fields catalog(Object catalog) {
    return Fields.of("properties", Map.of("commandCatalog", catalog));
  }
}
