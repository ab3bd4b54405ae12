package io.busbar.bridge.mqtt;

import io.busbar.bridge.http.Mount;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;

/** MQTT over WebSocket at {@code /mqtt} of the HTTP port. */
public final class MqttWebSocket implements Mount {
  private static final int UPGRADE_REQUIRED = 426;

  private final MqttDoor door;

  public MqttWebSocket(MqttDoor door) {
    this.door = door;
  }

  @Override
  public void mount(Router router) {
    router.get("/mqtt").handler(context -> upgrade(context.request()));
  }

  private void upgrade(HttpServerRequest request) {
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      request
          .response()
          .setStatusCode(UPGRADE_REQUIRED)
          .end("This is MQTT over WebSocket: connect with ws://.../mqtt\n")
          .onComplete(done -> {});
      return;
    }
    Context own = Vertx.currentContext();
    request
        .toWebSocket()
        .onSuccess(socket -> door.accept(socket, own))
        .onFailure(failed -> request.response().reset());
  }
}
