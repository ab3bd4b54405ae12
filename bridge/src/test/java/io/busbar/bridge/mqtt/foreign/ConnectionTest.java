package io.busbar.bridge.mqtt.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.testing.Await;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection to a broker that lets the hub in and then hangs. */
class ConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final byte[] WELCOME = {0x20, 2, 0, 0};

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger hungUp = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().onComplete(closed -> {});
  }

  @Test
  void isGivenUpWithAllThatWaitsWhenTheBrokerAcknowledgesNothing() {
    Connection connection =
        new Connection(vertx, settings(hanging()), "hub", "status", new ForeignCounts(), 1);
    AtomicInteger gone = new AtomicInteger();
    Void unused = Await.result(connection.open(heard -> {}, gone::incrementAndGet));
    List<Future<Void>> sent = new ArrayList<>();
    for (int i = 0; i < 2 * Outbox.AT_ONCE; i++) {
      sent.add(connection.publish(message("t" + i)));
    }
    await().atMost(PATIENCE).until(() -> gone.get() > 0 && hungUp.get() == 1);
    assertThat(connection.isLost()).isTrue();
    for (Future<Void> each : sent) {
      assertThatThrownBy(() -> Await.result(each)).isInstanceOf(HubFailure.class);
    }
  }

  private int hanging() {
    NetServer server = vertx.createNetServer();
    server.connectHandler(this::welcome);
    return Await.result(server.listen(0, "127.0.0.1")).actualPort();
  }

  private void welcome(NetSocket socket) {
    socket.closeHandler(closed -> hungUp.incrementAndGet());
    socket.handler(first -> letIn(socket));
  }

  private void letIn(NetSocket socket) {
    socket.handler(next -> {});
    socket.write(Buffer.buffer(WELCOME)).onFailure(cause -> hungUp.set(-1));
  }

  private static Message message(String topic) {
    return new Message(topic, Bytes.of("x"), 1, true, Properties.NONE, Message.NEVER);
  }

  private static ForeignSettings settings(int port) {
    return new ForeignSettings(
        "127.0.0.1", port, false, null, null, null, null, Duration.ofSeconds(60));
  }
}
