package io.busbar.contracts.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Feeds bytes of any kind to the reader of driver messages. The normal run replays the corpus in
 * the resources; {@code JAZZER_FUZZ=1} searches for more.
 */
class DriverFrameFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void readsOrRefuses(byte @Nullable [] bytes) {
    if (bytes == null) {
      return;
    }
    try {
      Fields message = new Fields(Json.readObject(bytes));
      assertThat(Json.readObject(Json.bytes(message))).isEqualTo(message.values());
      assertThat(DriverFrameReader.read(message)).isNotNull();
    } catch (HubFailure refused) {
      assertThat(refused.message()).isNotBlank();
    }
  }
}
