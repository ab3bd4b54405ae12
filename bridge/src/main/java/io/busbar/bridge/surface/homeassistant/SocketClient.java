package io.busbar.bridge.surface.homeassistant;

import io.busbar.bridge.rest.JsonBody;
import io.busbar.bridge.socketio.engineio.MessageAssembly;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket until its client has shown a token: {@code auth_required}, {@code auth}, {@code
 * auth_ok} or {@code auth_invalid}. What it says afterwards is the {@link Conversation}'s.
 */
final class SocketClient {
  private static final String VERSION = HouseConfig.VERSION;

  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final Facade facade;
  private final Entrance entrance;
  private final ServiceDesk desk;
  private final FacadeSettings settings;
  private final Wire wire;
  private final MessageAssembly assembly;
  private long deadline = -1;
  private boolean asked;
  private @Nullable Conversation conversation;

  SocketClient(
      Vertx vertx,
      Wire wire,
      Facade facade,
      Entrance entrance,
      ServiceDesk desk,
      FacadeSettings settings) {
    this.vertx = vertx;
    this.socket = wire.socket();
    this.facade = facade;
    this.entrance = entrance;
    this.desk = desk;
    this.settings = settings;
    this.wire = wire;
    this.assembly = new MessageAssembly(settings.limits().messageBytes());
  }

  void start() {
    deadline =
        vertx.setTimer(
            settings.limits().authenticateWithin().toMillis(),
            late -> wire.close(CloseCode.POLICY, "no token in time"));
    socket.exceptionHandler(this::broken);
    socket.closeHandler(closed -> end());
    socket.pongHandler(pong -> alive());
    socket.frameHandler(this::received);
    wire.send(Json.text(Map.of("type", "auth_required", "ha_version", VERSION)));
  }

  /** A frame that announces more than the server takes is not even begun. */
  private void broken(Throwable cause) {
    boolean tooBig =
        cause instanceof CorruptedWebSocketFrameException frame
            && frame.closeStatus().code() == CloseCode.TOO_BIG.number();
    if (tooBig) {
      wire.close(CloseCode.TOO_BIG, "the message is too large");
    } else {
      wire.close(CloseCode.POLICY, "a broken frame");
    }
  }

  private void received(WebSocketFrame frame) {
    boolean part = frame.isText() || frame.isBinary() || frame.isContinuation();
    if (!part || wire.isClosing()) {
      return;
    }
    alive();
    switch (assembly.add(frame)) {
      case INCOMPLETE -> {}
      case TEXT -> understand(assembly.take());
      case BINARY -> wire.close(CloseCode.POLICY, "send text");
      case NOT_UTF8 -> wire.close(CloseCode.INVALID_TEXT, "text frames must be UTF-8");
      case TOO_BIG -> wire.close(CloseCode.TOO_BIG, "the message is too large");
    }
  }

  private void understand(byte[] message) {
    try {
      heard(new Fields(JsonBody.parse(message)));
    } catch (HubFailure failure) {
      wire.close(CloseCode.POLICY, "each message is one JSON object");
    }
  }

  private void heard(Fields message) {
    Conversation open = conversation;
    if (open != null) {
      open.heard(message);
      return;
    }
    String token = message.text("access_token").orElse("");
    if (asked || token.isEmpty() || !message.text("type").orElse("").equals("auth")) {
      refuse("Auth message incorrectly formatted.");
      return;
    }
    asked = true;
    entrance
        .of(token)
        .onSuccess(this::welcome)
        .onFailure(cause -> refuse("Invalid access token or password"));
  }

  private void welcome(Principal by) {
    if (socket.isClosed() || wire.isClosing()) {
      return;
    }
    if (!facade.hasRoom()) {
      refuse("Too many clients are connected.");
      return;
    }
    vertx.cancelTimer(deadline);
    Conversation begun =
        new Conversation(vertx.getOrCreateContext(), wire, by, facade, desk, settings);
    conversation = begun;
    facade.join(begun);
    wire.send(Json.text(Map.of("type", "auth_ok", "ha_version", VERSION)));
  }

  private void refuse(String why) {
    wire.send(Json.text(Map.of("type", "auth_invalid", "message", why)));
    wire.close(CloseCode.NORMAL, "auth_invalid");
  }

  private void alive() {
    if (conversation != null) {
      conversation.alive();
    }
  }

  private void end() {
    vertx.cancelTimer(deadline);
    if (conversation != null) {
      facade.leave(conversation);
    }
  }
}
