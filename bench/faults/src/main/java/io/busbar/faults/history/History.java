package io.busbar.faults.history;

import io.busbar.faults.history.Event.Phase;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Takes down what happens, in memory and in a file of JSON lines. Any thread may write. */
public final class History implements AutoCloseable {
  private final BufferedWriter file;
  private final LongSupplier nanos;
  private final long origin;
  private final AtomicLong ids = new AtomicLong();
  private final List<Event> events = new ArrayList<>();

  private History(BufferedWriter file, LongSupplier nanos) {
    this.file = file;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
  }

  /** Opens the file; time begins now. */
  public static History open(Path path, LongSupplier nanos) throws IOException {
    return new History(Files.newBufferedWriter(path), nanos);
  }

  /** The events of a file that another run has written. */
  public static List<Event> read(Path path) throws IOException {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.map(Event::of).toList();
    }
  }

  /** An operation begins. Its id is what {@link #end} wants. */
  public long begin(String op, String key, String value, String who) {
    long id = ids.incrementAndGet();
    add(Phase.INVOKE, op, id, key, value, who);
    return id;
  }

  /** An operation ends. */
  public void end(Phase phase, String op, long id, String key, String value, String who) {
    add(phase, op, id, key, value, who);
  }

  /** Something was noticed. */
  public void seen(String op, String key, String value, String who) {
    add(Phase.SEEN, op, ids.incrementAndGet(), key, value, who);
  }

  /** Microseconds since the run began. */
  public long now() {
    return (nanos.getAsLong() - origin) / 1000;
  }

  /** Everything so far. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }

  private synchronized void add(
      Phase phase, String op, long id, String key, String value, String who) {
    Event event = new Event(now(), phase, op, id, key, value, who);
    events.add(event);
    try {
      file.write(event.line());
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
