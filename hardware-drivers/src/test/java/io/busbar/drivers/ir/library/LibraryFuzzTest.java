package io.busbar.drivers.ir.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import org.jspecify.annotations.Nullable;

/** Whatever file is given: it is read or refused as INVALID, and what was read has names. */
class LibraryFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void readsOrRefuses(byte @Nullable [] file) {
    if (file == null) {
      return;
    }
    try {
      for (RemoteCodes remote : LibraryFormat.read("Upload", file).remotes()) {
        assertThat(remote.keys().keySet()).allSatisfy(key -> assertThat(key).isNotBlank());
        assertThat(LibraryFormat.JSON.write(remote)).startsWith("{");
      }
    } catch (HubFailure refused) {
      assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
    }
  }
}
