package io.busbar.bridge.surface.homeassistant;

import io.busbar.bridge.socketio.engineio.FrameChannel;
import io.busbar.contracts.driver.CloseCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to one WebSocket. While its reader does not keep up nothing more is read from it, and what
 * waits for it is bounded: beyond that it is hung up on.
 */
final class Wire {
  private static final Logger log = LoggerFactory.getLogger(Wire.class);

  private final ServerWebSocket socket;
  private final FrameChannel channel;
  private final int most;
  private final ArrayDeque<String> pending = new ArrayDeque<>();
  private boolean closing;

  Wire(ServerWebSocket socket, FrameChannel channel, int most) {
    this.socket = socket;
    this.channel = channel;
    this.most = most;
    socket.drainHandler(drained -> flush());
  }

  ServerWebSocket socket() {
    return socket;
  }

  void send(String message) {
    if (closing || socket.isClosed()) {
      return;
    }
    if (pending.isEmpty() && !socket.writeQueueFull()) {
      write(message);
      return;
    }
    if (pending.isEmpty()) {
      socket.pause();
    }
    pending.add(message);
    if (pending.size() > most) {
      log.warn("{} reads too slowly and is hung up on", socket.remoteAddress());
      close(CloseCode.POLICY, "too many messages wait");
    }
  }

  void ping(String text) {
    if (!socket.isClosed()) {
      socket.writePing(Buffer.buffer(text)).onFailure(gone -> {});
    }
  }

  boolean isClosing() {
    return closing;
  }

  /** Says goodbye. Whoever does not read would never hear it: the connection is dropped then. */
  void close(CloseCode code, String reason) {
    if (closing || socket.isClosed()) {
      return;
    }
    closing = true;
    pending.clear();
    if (socket.writeQueueFull()) {
      channel.drop();
    } else {
      socket.close((short) code.number(), reason).onFailure(gone -> channel.drop());
    }
  }

  private void flush() {
    while (!pending.isEmpty() && !socket.writeQueueFull()) {
      write(pending.remove());
    }
    if (pending.isEmpty() && !closing) {
      socket.resume();
    }
  }

  private void write(String message) {
    socket
        .writeTextMessage(message)
        .onFailure(gone -> log.debug("A message did not arrive: {}", gone.getMessage()));
  }
}
