package io.busbar.drivers.extender;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whatever comes from the push port, which has no password: it is passed over or understood. */
class CaptureFuzzTest {
  private static final Instant NOW = Instant.EPOCH;

  @FuzzTest(maxDuration = "60s")
  void passesOverOrUnderstands(byte @Nullable [] message) {
    if (message == null) {
      return;
    }
    try {
      Capture.read(new Fields(Json.readObject(message))).ifPresent(CaptureFuzzTest::use);
    } catch (HubFailure refused) {
      assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
    }
  }

  private static void use(Capture capture) {
    Learning learned =
        Learning.of("tv", "power", NOW.plusSeconds(30)).heard(capture, NOW).heard(capture, NOW);
    assertThat(learned.code()).isNotNull();
    assertThat(Announcement.of(null, "127.0.0.1", capture, NOW).receivedAt()).isEqualTo(NOW);
  }
}
