package io.busbar.drivers.ir.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.PulseTrain;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is pasted as a code: it is read, or refused with a hint; what was read can be written.
 */
class CodeFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void readsOrRefuses(byte @Nullable [] bytes) {
    if (bytes == null) {
      return;
    }
    try {
      IrCode code = CodeFormat.read(new String(bytes, StandardCharsets.UTF_8));
      assertThat(CodeValue.read(Json.readObject(Json.bytes(CodeValue.write(code)))))
          .isEqualTo(code);
      if (code instanceof PulseTrain train) {
        assertThat(CodeFormat.PRONTO.write(train)).startsWith("0000 ");
      }
    } catch (HubFailure refused) {
      assertThat(refused.code()).isIn(FailureCode.INVALID, FailureCode.UNSUPPORTED);
      assertThat(refused.hint()).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "60s")
  void readsOrRefusesObjects(byte @Nullable [] json) {
    if (json == null) {
      return;
    }
    try {
      assertThat(CodeValue.read(Json.readObject(json))).isNotNull();
    } catch (HubFailure refused) {
      assertThat(refused.code()).isIn(FailureCode.INVALID, FailureCode.UNSUPPORTED);
    }
  }
}
