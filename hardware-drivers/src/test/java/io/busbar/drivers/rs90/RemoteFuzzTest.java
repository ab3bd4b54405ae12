package io.busbar.drivers.rs90;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Bytes;
import io.busbar.drivers.rs90.RemoteState.Change;
import io.busbar.drivers.rs90.keys.RemoteKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whatever anybody publishes below a remote's topic: messages, each a line of topic and payload.
 */
class RemoteFuzzTest {
  private static final int LINE = '\n';
  private static final int SPACE = '|';

  @FuzzTest(maxDuration = "60s")
  void hearsAnything(byte @Nullable [] messages) {
    if (messages == null) {
      return;
    }
    RemoteState state = new RemoteState();
    int start = 0;
    for (int at = 0; at <= messages.length; at++) {
      if (at == messages.length || messages[at] == LINE) {
        hear(state, Arrays.copyOfRange(messages, start, at));
        start = at + 1;
      }
    }
    assertThat(Json.bytes(state.state())).hasSizeLessThan(32 * 1024);
    assertThat(Json.bytes(state.lists())).hasSizeLessThan(60 * 1024);
  }

  private static void hear(RemoteState state, byte[] line) {
    int end = 0;
    while (end < line.length && line[end] != SPACE) {
      end++;
    }
    String topic = new String(line, 0, end, StandardCharsets.UTF_8);
    byte[] payload = Arrays.copyOfRange(line, Math.min(end + 1, line.length), line.length);
    Change change = state.heard(Topic.read(topic), new Bytes(payload));
    assertThat(change).isNotNull();
    Optional<RemoteKey> key = RemoteKey.of(new String(payload, StandardCharsets.UTF_8));
    assertThat(key).isNotNull();
  }
}
