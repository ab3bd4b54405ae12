package io.busbar.bridge.live;

import io.busbar.bridge.socketio.EncodedEvent;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing clients are told, encoded when the first of them needs it and shared by all.
 *
 * @see LiveFeed
 */
public final class LiveEvent {
  /** What kind of message it is. */
  public enum Kind {
    STATE("state"),
    EVENT("event"),
    /** A device's state as it was when the client came; only where snapshots come by device. */
    SNAPSHOT("snapshot");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The SSE event name. */
    public String word() {
      return word;
    }
  }

  private final long seq;
  private final Kind kind;
  private final @Nullable DeviceId deviceId;
  private final String type;
  private final Supplier<Map<String, @Nullable Object>> body;
  private volatile byte @Nullable [] json;
  private volatile @Nullable Buffer sse;
  private volatile @Nullable EncodedEvent socketIo;

  LiveEvent(
      long seq,
      Kind kind,
      @Nullable DeviceId deviceId,
      String type,
      Supplier<Map<String, @Nullable Object>> body) {
    this.seq = seq;
    this.kind = kind;
    this.deviceId = deviceId;
    this.type = type;
    this.body = body;
  }

  /** Its place in this node's order; strictly increasing, also over restarts. */
  public long seq() {
    return seq;
  }

  public Kind kind() {
    return kind;
  }

  public @Nullable DeviceId deviceId() {
    return deviceId;
  }

  /** The type of a protocol event; {@code state} for a state. */
  public String type() {
    return type;
  }

  /** The message as an SSE client reads it. */
  public Buffer sse() {
    Buffer encoded = sse;
    if (encoded == null) {
      encoded = encode();
      sse = encoded;
    }
    return encoded;
  }

  /** The message as a Socket.IO client reads it, on the namespace of its kind (spec 4.2). */
  public EncodedEvent socketIo() {
    EncodedEvent encoded = socketIo;
    if (encoded == null) {
      encoded =
          EncodedEvent.ofJson(
              SocketIoNames.namespace(kind), SocketIoNames.event(kind), Buffer.buffer(json()));
      socketIo = encoded;
    }
    return encoded;
  }

  /** How many bytes its body has. */
  int size() {
    return json().length;
  }

  /** The message itself, written once for everybody. */
  public byte[] json() {
    byte[] written = json;
    if (written == null) {
      written = Json.bytes(body.get());
      json = written;
    }
    return written;
  }

  private Buffer encode() {
    byte[] data = json();
    byte[] head =
        ("id: " + seq + "\nevent: " + kind.word() + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
    return Buffer.buffer(head.length + data.length + 2)
        .appendBytes(head)
        .appendBytes(data)
        .appendString("\n\n");
  }

  /** Whether devices are elsewhere now: who listens to a space listens to others afterwards. */
  public boolean movesDevices() {
    return type.equals("SPACE_CHANGED");
  }
}
