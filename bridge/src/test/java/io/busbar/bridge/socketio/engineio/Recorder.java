package io.busbar.bridge.socketio.engineio;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what happens to conversations, and echoes messages. */
final class Recorder {
  final List<EngineSocket> opened = new CopyOnWriteArrayList<>();
  final List<CloseReason> closed = new CopyOnWriteArrayList<>();
  final Queue<String> said = new ConcurrentLinkedQueue<>();
  final List<EngineSocket> drained = new CopyOnWriteArrayList<>();

  EngineListener accept(EngineSocket socket) {
    opened.add(socket);
    return new EngineListener() {
      @Override
      public void text(String message) {
        said.add(message);
        socket.send(EncodedPackets.text(message));
      }

      @Override
      public void binary(Buffer message) {
        said.add("binary " + message.length());
        socket.send(EncodedPackets.binary(message.getBytes()));
      }

      @Override
      public void drained() {
        drained.add(socket);
      }

      @Override
      public void closed(CloseReason reason) {
        closed.add(reason);
      }
    };
  }
}
