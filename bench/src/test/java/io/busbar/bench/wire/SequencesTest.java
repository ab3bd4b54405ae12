package io.busbar.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequencesTest {
  private final List<Long> found = new ArrayList<>();
  private final Sequences sequences = new Sequences(found::add);

  @Test
  void findsEachNumberWhereverTheChunkIsCut() {
    String text =
        "data: {\"power\":true,\"sequence\":1700000000017}\n{\"sequence\":42,\"x\":\"seq\"}";
    for (int cut = 0; cut <= text.length(); cut++) {
      found.clear();
      sequences.in(Buffer.buffer(text.substring(0, cut)));
      sequences.in(Buffer.buffer(text.substring(cut)));
      assertThat(found).containsExactly(1700000000017L, 42L);
    }
  }

  @Test
  void passesOverWhatOnlyBeginsAlike() {
    sequences.in(Buffer.buffer("{\"seq\":1,\"sequences\":2,\"\"sequence\":3}"));
    assertThat(found).containsExactly(3L);
  }
}
