package io.busbar.drivers.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.busbar.drivers.testing.DriverFolders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
  private static final String VALID = DriverFolders.manifest("HUE", "python", "main.py", "1.2.0");

  @Test
  void readsAManifest() {
    DriverManifest manifest = read(VALID);
    assertThat(manifest.driverKey().value()).isEqualTo("HUE");
    assertThat(manifest.driverType()).isEqualTo(DriverType.PYTHON);
    assertThat(manifest.driverFile()).isEqualTo("main.py");
    assertThat(manifest.version()).isEqualTo(new Version("1.2.0"));
    assertThat(manifest.envMap()).containsEntry("host", "TEST_HOST");
    assertThat(manifest.properties()).extracting(PropertyDef::key).contains("host", "apiToken");
    assertThat(manifest.properties().get(1).secret()).isTrue();
    assertThat(manifest.properties().get(0).secret()).isFalse();
  }

  @Test
  void acceptsKeyForDriverKeyAndBothWhenTheyAgree() {
    assertThat(read(VALID.replace("driverKey", "key")).driverKey().value()).isEqualTo("HUE");
    String both = VALID.replace("\"driverKey\"", "\"key\": \"HUE\", \"driverKey\"");
    assertThat(read(both).driverKey().value()).isEqualTo("HUE");
    assertThat(faults(both.replace("\"key\": \"HUE\"", "\"key\": \"OTHER\"")))
        .anyMatch(fault -> fault.startsWith("$.key: differs from driverKey"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"HUE\"|\"hue\"|$.driverKey: is not a driver key",
        "\"python\"|\"typescript\"|$.driverType: is not known",
        "main.py|main.js|$.driverFile: does not fit driverType python",
        "main.py|../main.py|$.driverFile: leaves the folder",
        "main.py|sub/main.py|$.driverFile: leaves the folder",
        "main.py|-c.py|$.driverFile: is not a plain file name",
        "1.2.0|1.2|$.version: is not a semantic version",
        "\"integer\"|\"float\"|$.properties[2].type: is not known",
        "30|\"thirty\"|$.properties[2].defaultValue: does not fit type integer",
        "TEST_HOST|LD_PRELOAD|$.envMap.host: names a variable the hub sets itself",
        "TEST_HOST|PATH|$.envMap.host: names a variable the hub sets itself",
        "TEST_HOST|A-B|$.envMap.host: has characters",
        "\"host\": \"TEST|\"hots\": \"TEST|$.envMap.hots: names no property",
      })
  void namesEachFaultWithItsPath(String part, String replacement, String fault) {
    assertThat(faults(VALID.replace(part, replacement))).anyMatch(it -> it.startsWith(fault));
  }

  @Test
  void findsAllFaultsAtOnce() {
    assertThat(
            faults(
                "{\"io\": {\"inputs\": [{\"key\": \"a\", \"signal\": \"smell\"}]}, \"commands\": 3}"))
        .hasSizeGreaterThanOrEqualTo(6)
        .anyMatch(fault -> fault.startsWith("$.io.inputs[0].signal"))
        .anyMatch(fault -> fault.startsWith("$.commands: must be a list"))
        .anyMatch(fault -> fault.startsWith("$.name: is required"));
  }

  @Test
  void refusesASchemaThatRefersElsewhere() {
    String elsewhere =
        "\"commands\": [{\"key\": \"a\", \"payloadSchema\": {\"$ref\": \"https://example.org/a\"}}], ";
    assertThat(faults(VALID.replaceFirst("\\{", "{" + elsewhere.replace("$", "\\$"))))
        .anyMatch(fault -> fault.startsWith("$.commands[0].payloadSchema: must not refer to"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{\"a\":1,\"a\":2}"})
  void refusesWhatIsNoJsonObject(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(HubFailure.class);
  }

  @Test
  void refusesAManifestThatIsTooLarge() {
    assertThatThrownBy(() -> read(VALID + " ".repeat(ManifestReader.MAX_BYTES)))
        .hasMessageContaining("256 KiB");
  }

  @ParameterizedTest
  @CsvSource({
    "password,true",
    "apiToken,true",
    "clientSecret,true",
    "pin,true",
    "userPin,true",
    "pin_code,true",
    "pingCommand,false",
    "mapping,false",
    "shippingKey,false",
    "API_KEY,true"
  })
  void guessesSecretsByTheirNames(String name, boolean secret) {
    assertThat(PropertyReader.tells(name)).isEqualTo(secret);
  }

  private static DriverManifest read(String json) {
    return ManifestReader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> faults(String json) {
    HubFailure failure = catchThrowableOfType(HubFailure.class, () -> read(json));
    return failure.details();
  }
}
