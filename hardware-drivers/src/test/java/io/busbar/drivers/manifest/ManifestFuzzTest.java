package io.busbar.drivers.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;

/** Whatever a manifest holds, it is read or refused as INVALID; its parts are safe as paths. */
class ManifestFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void readsOrRefuses(byte[] json) {
    try {
      DriverManifest manifest = ManifestReader.read(json);
      assertThat(manifest.version().text()).doesNotContain("/").doesNotContain("..");
      String file = manifest.driverFile();
      assertThat(file == null || !file.contains("/")).isTrue();
    } catch (HubFailure refusal) {
      assertThat(refusal.code()).isEqualTo(FailureCode.INVALID);
    }
  }
}
