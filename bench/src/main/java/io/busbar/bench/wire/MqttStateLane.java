package io.busbar.bench.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;

/** One MQTT client of QoS 0 that subscribes to one filter and hands on whatever comes. */
public final class MqttStateLane implements LiveLane {
  private static final int CONNACK = 0x20;
  private static final int CONNACK_LENGTH = 4;
  private static final int SUBACK = 0x90;
  private static final int SUBACK_LENGTH = 5;
  private static final int REFUSED = 0x80;
  private static final int BYTE = 0xFF;

  private final NetSocket socket;
  private final byte[] subscribe;
  private final Consumer<Buffer> news;
  private final Promise<LiveLane> opened = Promise.promise();
  private boolean closing;
  private Buffer opening = Buffer.buffer();
  private boolean subscribing;

  private MqttStateLane(NetSocket socket, byte[] subscribe, Consumer<Buffer> news) {
    this.socket = socket;
    this.subscribe = subscribe;
    this.news = news;
  }

  /** Connects and subscribes. Succeeds when the broker has granted the subscription. */
  public static Future<LiveLane> open(
      NetClient client, int port, byte[] connect, byte[] subscribe, Consumer<Buffer> news) {
    return client
        .connect(port, "127.0.0.1")
        .compose(socket -> new MqttStateLane(socket, subscribe, news).open(connect));
  }

  private Future<LiveLane> open(byte[] connect) {
    socket.handler(this::received);
    socket.closeHandler(closed -> lost("The MQTT client was refused."));
    return socket.write(Buffer.buffer(connect)).compose(sent -> opened.future());
  }

  @Override
  public Future<Void> close() {
    closing = true;
    return socket.close();
  }

  private void lost(String refusal) {
    if (!opened.tryFail(refusal) && !closing) {
      System.err.println("An MQTT client was ended by the server.");
    }
  }

  private void received(Buffer chunk) {
    if (opened.future().isComplete()) {
      news.accept(chunk);
      return;
    }
    opening.appendBuffer(chunk);
    if (!subscribing && take(CONNACK, CONNACK_LENGTH)) {
      subscribing = true;
      socket
          .write(Buffer.buffer(subscribe))
          .onFailure(broken -> socket.close().onComplete(closed -> {}));
    }
    if (subscribing && take(SUBACK, SUBACK_LENGTH)) {
      opened.tryComplete(this);
      news.accept(opening);
      opening = Buffer.buffer();
    }
  }

  private boolean take(int kind, int length) {
    if (opening.length() < length) {
      return false;
    }
    int said = opening.getByte(length - 1) & BYTE;
    if ((opening.getByte(0) & BYTE) != kind || said >= REFUSED || (kind == CONNACK && said != 0)) {
      opened.tryFail("The broker answered with another packet, or refuses with " + said + ".");
      return false;
    }
    opening = opening.getBuffer(length, opening.length());
    return true;
  }
}
