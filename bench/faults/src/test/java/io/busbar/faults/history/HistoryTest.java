package io.busbar.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.faults.history.Event.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @Test
  void writesLinesThatReadTheSame(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("history.jsonl");
    AtomicLong nanos = new AtomicLong();
    List<Event> written;
    try (History history = History.open(file, () -> nanos.addAndGet(1_000_000))) {
      long id = history.begin(Ops.WRITE, "title", "a \"quoted\" name", "app");
      history.end(Phase.UNKNOWN, Ops.WRITE, id, "title", "a \"quoted\" name", "app");
      history.seen(Ops.FAULT, "kill", "1", "begin");
      written = history.events();
    }
    assertThat(Files.readAllLines(file).stream().map(Event::of).toList())
        .isEqualTo(written)
        .extracting(Event::at)
        .containsExactly(1_000L, 2_000L, 3_000L);
  }
}
