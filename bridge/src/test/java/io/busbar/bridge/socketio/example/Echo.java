package io.busbar.bridge.socketio.example;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.socketio.Namespace;
import io.busbar.bridge.socketio.SocketIoServer;
import io.busbar.bridge.socketio.SocketIoSocket;
import io.busbar.bridge.socketio.engineio.CloseReason;
import io.busbar.bridge.socketio.engineio.EncodedPackets;
import io.busbar.bridge.socketio.engineio.EngineListener;
import io.busbar.bridge.socketio.engineio.EngineSocket;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Says everything back, on both layers. */
public final class Echo {
  /** The conformance suite loses a frame that it reads together with the one before. */
  private static final long APART_MS = 20;

  private Echo() {}

  /** What listens to an Engine.IO conversation. */
  public static EngineListener engine(EngineSocket socket) {
    return new EngineListener() {
      @Override
      public void text(String message) {
        socket.send(EncodedPackets.text(message));
      }

      @Override
      public void binary(Buffer message) {
        socket.send(EncodedPackets.binary(message.getBytes()));
      }

      @Override
      public void closed(CloseReason reason) {}
    };
  }

  /** Adds the namespaces of the conformance suite. */
  public static void namespaces(SocketIoServer server) {
    for (String name : List.of("/", "/custom")) {
      Namespace namespace = server.of(name);
      namespace.admission(shown -> Future.succeededFuture(shown.auth()));
      namespace.onConnection(Echo::connected);
    }
  }

  private static void connected(SocketIoSocket socket) {
    long unused =
        socket
            .context()
            .owner()
            .setTimer(
                APART_MS, timer -> socket.emit("auth", List.of(socket.admitted(JsonNode.class))));
    socket.on("message", event -> socket.emit("message-back", event.arguments()));
    socket.on("message-with-ack", event -> event.ack().send(event.arguments()));
  }
}
