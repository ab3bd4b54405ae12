package io.busbar.drivers.session;

import static org.awaitility.Awaitility.await;

import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.driver.DriverConversation;
import io.busbar.contracts.driver.DriverDoor;
import io.busbar.contracts.driver.DriverLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.time.Duration;

/** The least that brings WebSockets to a driver door. */
final class SocketServer {
  private final DriverDoor door;
  private final Future<HttpServer> server;

  SocketServer(Vertx vertx, DriverDoor door) {
    this.door = door;
    this.server = vertx.createHttpServer().webSocketHandler(this::open).listen(0, "127.0.0.1");
    await().atMost(Duration.ofSeconds(10)).until(server::isComplete);
  }

  URI url() {
    return URI.create("ws://127.0.0.1:%d/driver".formatted(server.result().actualPort()));
  }

  private void open(ServerWebSocket socket) {
    DriverConversation conversation = door.open(new Link(socket), null);
    socket.textMessageHandler(text -> conversation.received(Buffer.buffer(text).getBytes()));
    socket.closeHandler(closed -> conversation.closed());
  }

  private record Link(ServerWebSocket socket) implements DriverLink {
    @Override
    public String transport() {
      return "websocket";
    }

    @Override
    public String remoteAddress() {
      return String.valueOf(socket.remoteAddress());
    }

    @Override
    public void send(byte[] json) {
      socket.writeTextMessage(Buffer.buffer(json).toString()).onFailure(gone -> {});
    }

    @Override
    public boolean isFull() {
      return socket.writeQueueFull();
    }

    @Override
    public void pause(boolean paused) {
      if (paused) {
        socket.pause();
      } else {
        socket.resume();
      }
    }

    @Override
    public void close(CloseCode code, String reason) {
      socket.close((short) code.number(), reason).onFailure(gone -> {});
    }
  }
}
