package io.busbar.bridge.socketio.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever body comes: packets, or that it holds none; never another exception. */
class PayloadFuzzTest {
  @FuzzTest(maxDuration = "15s")
  void endsInPacketsOrIsRefused(byte[] body) {
    PayloadLawsTest.Notes notes = new PayloadLawsTest.Notes();
    try {
      PayloadParser.body(body, notes);
      assertThat(notes.all).isNotEmpty();
    } catch (MalformedPacket refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }
}
