package io.busbar.faults.load;

import io.busbar.faults.place.Address;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A reader of states over Socket.IO, by WebSocket alone. */
final class SocketIoReader {
  private static final String NAMESPACE = "/socket/device-state";
  private static final int RECONNECT_MS = 300;
  private static final int CONNECT_MS = 2_000;
  private static final int LOOK_MS = 1_000;
  private static final long SILENCE_NANOS = 30_000_000_000L;

  private final House house;
  private final Feed feed;
  private final WebSocketClient client;
  private int turn;
  private long heard;
  private boolean ended;
  private @Nullable WebSocket socket;

  SocketIoReader(House house, Feed feed, int node) {
    this.house = house;
    this.feed = feed;
    this.turn = node;
    this.client =
        house
            .vertx()
            .createWebSocketClient(new WebSocketClientOptions().setConnectTimeout(CONNECT_MS));
  }

  void open() {
    if (ended) {
      return;
    }
    Address node = house.nodes().get(turn % house.nodes().size());
    client
        .connect(
            new WebSocketConnectOptions()
                .setHost(node.host())
                .setPort(node.http())
                .setTimeout(CONNECT_MS)
                .setURI("/socket.io/?EIO=4&transport=websocket"))
        .onSuccess(opened -> opened(node, opened))
        .onFailure(refused -> again(node));
  }

  void end() {
    ended = true;
    WebSocket open = socket;
    if (open != null) {
      open.close().onComplete(closed -> {});
    }
  }

  private void opened(Address node, WebSocket opened) {
    socket = opened;
    heard = System.nanoTime();
    long looking = house.vertx().setPeriodic(LOOK_MS, tick -> look(opened));
    opened.textMessageHandler(text -> received(node, opened, text));
    opened.exceptionHandler(broken -> {});
    opened.closeHandler(
        closed -> {
          boolean unused = house.vertx().cancelTimer(looking);
          again(node);
        });
  }

  private void look(WebSocket opened) {
    if (System.nanoTime() - heard > SILENCE_NANOS) {
      opened.close().onComplete(closed -> {});
    }
  }

  private void again(Address node) {
    feed.lost(node);
    turn++;
    house.vertx().setTimer(RECONNECT_MS, fired -> open());
  }

  private void received(Address node, WebSocket from, String text) {
    heard = System.nanoTime();
    if (text.startsWith("0{")) {
      from.writeTextMessage(
              "40" + NAMESPACE + "," + new JsonObject().put("token", house.token()).encode())
          .onFailure(broken -> {});
    } else if (text.startsWith("40" + NAMESPACE)) {
      feed.joined(node);
    } else if (text.equals("2")) {
      from.writeTextMessage("3").onFailure(broken -> {});
    } else if (text.startsWith("42" + NAMESPACE + ",")) {
      happened(new JsonArray(text.substring(text.indexOf(',') + 1)));
    }
  }

  private void happened(JsonArray event) {
    String name = event.getString(0);
    JsonObject told = event.getJsonObject(1);
    if (name.equals("device:state:update")) {
      feed.told(told);
    } else if (name.equals("device:state:snapshot")) {
      feed.note(told.getString("deviceId", ""), told.getJsonObject("state", new JsonObject()));
    }
  }
}
