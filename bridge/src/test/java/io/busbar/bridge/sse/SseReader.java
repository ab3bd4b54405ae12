package io.busbar.bridge.sse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.testing.CanIgnoreReturnValue;
import io.busbar.bridge.testing.RawSocket;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads a stream message by message. */
final class SseReader implements AutoCloseable {
  /** One message; a part it lacks is empty. */
  record Message(String id, String event, String data) {
    JsonNode json() {
      try {
        return Json.MAPPER.readTree(data);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final RawSocket socket;
  private final Deque<Message> read = new ArrayDeque<>();
  private final String head;
  private String rest = "";

  SseReader(RawSocket socket) {
    this.socket = socket;
    String some = socket.readSome();
    int end = some.indexOf("\r\n\r\n");
    assertThat(end).as(some).isPositive();
    this.head = some.substring(0, end);
    this.rest = some.substring(end + 4);
    takeMessages();
  }

  String head() {
    return head;
  }

  /** The next message, heartbeats left out; null when the hub has ended the stream. */
  @Nullable Message nextOrEnd() {
    while (true) {
      Message message = nextOfAll();
      if (message == null || !message.event().equals("ping")) {
        return message;
      }
    }
  }

  Message next() {
    return present(nextOrEnd());
  }

  /** The next message of a kind, others left out. */
  @CanIgnoreReturnValue
  Message next(String event) {
    while (true) {
      Message message = present(nextOfAll());
      if (message.event().equals(event)) {
        return message;
      }
    }
  }

  private static Message present(@Nullable Message message) {
    if (message == null) {
      throw new AssertionError("the stream has ended");
    }
    return message;
  }

  private @Nullable Message nextOfAll() {
    while (read.isEmpty()) {
      if (rest.endsWith("\r\n0\r\n\r\n")) {
        return null;
      }
      String some = socket.readSome();
      if (some.isEmpty()) {
        return null;
      }
      rest += some;
      takeMessages();
    }
    return read.remove();
  }

  /** Chunk sizes stand on lines of their own, so they are no field of any message. */
  private void takeMessages() {
    int end;
    while ((end = rest.indexOf("\n\n")) >= 0) {
      String[] lines = rest.substring(0, end).split("\r?\n", -1);
      rest = rest.substring(end + 2);
      read.add(new Message(field(lines, "id"), field(lines, "event"), field(lines, "data")));
    }
  }

  private static String field(String[] lines, String name) {
    for (String line : lines) {
      if (line.startsWith(name + ": ")) {
        return line.substring(name.length() + 2);
      }
    }
    return "";
  }

  @Override
  public void close() {
    socket.close();
  }
}
