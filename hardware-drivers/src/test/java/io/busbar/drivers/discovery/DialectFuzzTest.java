package io.busbar.drivers.discovery;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.contracts.value.Bytes;
import io.busbar.drivers.mqtt.MqttMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whatever devices publish: nothing is thrown, and what is told can be announced. The input is a
 * row of messages, topic and payload by turns, with zero bytes between them.
 */
class DialectFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void hearsAnything(byte @Nullable [] input) {
    if (input == null) {
      return;
    }
    String[] parts = new String(input, StandardCharsets.UTF_8).split("\0", 64);
    List<Dialect> dialects = DialectLawsTest.dialects();
    RecordedFindings found = new RecordedFindings();
    for (int i = 0; i + 1 < parts.length; i += 2) {
      MqttMessage message = new MqttMessage(parts[i], Bytes.of(parts[i + 1]), 0, i % 4 == 0);
      dialects.forEach(dialect -> dialect.hear(message, found));
    }
    found.devices.values().forEach(DialectLawsTest::check);
  }
}
