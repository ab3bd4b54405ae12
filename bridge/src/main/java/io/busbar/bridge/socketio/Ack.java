package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The answer to one event of one socket. */
final class Ack implements AckCallback {
  private final ConnectedSocket socket;
  private final @Nullable Long id;
  private final AtomicBoolean sent = new AtomicBoolean();

  Ack(ConnectedSocket socket, @Nullable Long id) {
    this.socket = socket;
    this.id = id;
  }

  @Override
  public boolean isWanted() {
    return id != null;
  }

  @Override
  public void send(List<? extends JsonNode> arguments) {
    if (id != null && sent.compareAndSet(false, true)) {
      socket.send(EncodedEvent.ack(socket.namespace(), id, PacketParts.ofArguments(arguments)));
    }
  }

  @Override
  public void sendJson(Buffer argument) {
    if (id != null && sent.compareAndSet(false, true)) {
      socket.send(EncodedEvent.ack(socket.namespace(), id, PacketParts.ofArgument(argument)));
    }
  }
}
