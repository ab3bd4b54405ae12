package io.busbar.bridge.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.busbar.bridge.socketio.engineio.Door;
import io.busbar.bridge.testing.RawWebSocket;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One event to many: everybody gets what is for them, once, in order. */
final class BroadcastTest {
  private static final int CLIENTS = 12;

  private final SocketIoServer server = SocketIoServer.create(SocketIoOptions.defaults());
  private final Namespace live = server.of("/live");
  private final List<SocketIoSocket> sockets = new CopyOnWriteArrayList<>();
  private final Door door = new Door("/socket.io/", server::mount);
  private final List<RawWebSocket> clients = new ArrayList<>();

  {
    live.onConnection(sockets::add);
  }

  @AfterEach
  void close() {
    clients.forEach(RawWebSocket::close);
    door.close();
  }

  private void connect(int count) {
    for (int i = 0; i < count; i++) {
      RawWebSocket client = door.webSocket("");
      assertThat(client.next().text()).startsWith("0");
      assertThat(client.say("40/live,").next().text()).startsWith("40/live,");
      int expected = i + 1;
      await().until(() -> sockets.size() == expected);
      clients.add(client);
    }
  }

  private EncodedEvent event(int number) {
    return EncodedEvent.ofJson("/live", "n", Buffer.buffer(String.valueOf(number)));
  }

  private static String packet(int number) {
    return "42/live,[\"n\",%d]".formatted(number);
  }

  @Test
  void everybodyGetsEverythingInOrder() {
    connect(CLIENTS);
    for (int n = 0; n < 3000; n++) {
      live.emit(event(n));
    }
    for (RawWebSocket client : clients) {
      for (int n = 0; n < 3000; n++) {
        assertThat(client.next().text()).isEqualTo(packet(n));
      }
    }
  }

  @Test
  void whatIsSharedKeepsItsPlaceAmongTheRest() {
    connect(2);
    SocketIoSocket one = sockets.get(0);
    one.context()
        .runOnContext(
            go -> {
              share(one, event(1), event(2));
              live.emit(event(3));
              one.emit(event(4));
              share(one, event(5));
              one.emit(event(6));
            });
    for (int n = 1; n <= 6; n++) {
      assertThat(clients.get(0).next().text()).isEqualTo(packet(n));
    }
    assertThat(clients.get(1).next().text()).isEqualTo(packet(3));
  }

  private static void share(SocketIoSocket with, EncodedEvent... events) {
    try (SharedEvents shared = SharedEvents.of(List.of(events))) {
      with.emit(shared);
    }
  }

  @Test
  void onlyEventsOfOneNamespaceAreShared() {
    EncodedEvent foreign = EncodedEvent.ofJson("/other", "n", Buffer.buffer("1"));

    assertThatThrownBy(() -> SharedEvents.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SharedEvents.of(List.of(event(1), foreign)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/other");
  }

  @Test
  void whatIsEmittedToOneKeepsItsPlaceAmongBroadcasts() {
    connect(3);
    SocketIoSocket one = sockets.get(1);
    one.context()
        .runOnContext(
            go -> {
              live.emit(event(1));
              one.emit(event(2));
              live.emit(event(3));
              one.emit("n", List.of(IntNode.valueOf(4)));
              live.emit(event(5));
            });
    for (int i = 0; i < 3; i++) {
      int[] expected = i == 1 ? new int[] {1, 2, 3, 4, 5} : new int[] {1, 3, 5};
      for (int n : expected) {
        assertThat(clients.get(i).next().text()).isEqualTo(packet(n));
      }
    }
  }

  @Test
  void roomsAndWishesSelect() {
    connect(6);
    for (int i = 0; i < 6; i++) {
      sockets.get(i).join(i % 2 == 0 ? "even" : "odd");
    }
    await().until(() -> sockets.stream().noneMatch(socket -> socket.rooms().isEmpty()));
    live.emitTo("even", event(2));
    live.emit(event(0));
    live.emitTo("odd", event(1));
    live.emit(event(9), socket -> socket == sockets.get(5));
    live.emitTo("nobody", event(8));
    live.emit(
        event(7),
        socket -> {
          throw new IllegalStateException("cannot tell");
        });
    live.emit(event(3));

    for (int i = 0; i < 6; i++) {
      List<Integer> expected =
          i % 2 == 0 ? List.of(2, 0, 3) : i == 5 ? List.of(0, 1, 9, 3) : List.of(0, 1, 3);
      for (int n : expected) {
        assertThat(clients.get(i).next().text()).as("client %d", i).isEqualTo(packet(n));
      }
    }
  }

  @Test
  void whoLeavesARoomGetsNoMoreOfIt() {
    connect(2);
    sockets.forEach(socket -> socket.join("room"));
    await().until(() -> sockets.stream().allMatch(socket -> socket.rooms().contains("room")));
    sockets.get(0).leave("room");
    await().until(() -> sockets.get(0).rooms().isEmpty());
    live.emitTo("room", event(1));
    live.emit(event(2));

    assertThat(clients.get(0).next().text()).isEqualTo(packet(2));
    assertThat(clients.get(1).next().text()).isEqualTo(packet(1));
  }

  @Test
  void attachmentsFollowTheirPacketForEverybody() {
    connect(3);
    EncodedEvent event = live.encode("b", List.of(BinaryNode.valueOf(new byte[] {1, 2})));
    live.emit(event);
    live.emit(event(1));
    String sid = door.open();
    assertThat(door.post(sid, "40/live,").status()).isEqualTo(200);
    assertThat(door.poll(sid).body()).startsWith("40/live,");
    live.emit(event);
    live.emit(event(1));

    String text = "451-/live,[\"b\",{\"_placeholder\":true,\"num\":0}]";
    assertThat(polled(sid, 3)).containsExactly(text, "bAQI=", packet(1));
    for (RawWebSocket client : clients) {
      assertThat(client.next().text()).isEqualTo(text);
      assertThat(client.next().payload().getBytes()).containsExactly(1, 2);
      assertThat(client.next().text()).isEqualTo(packet(1));
    }
  }

  private List<String> polled(String sid, int packets) {
    List<String> all = new ArrayList<>();
    while (all.size() < packets) {
      all.addAll(List.of(door.poll(sid).body().split("\u001e", -1)));
    }
    return all;
  }

  @Test
  void whoHasLeftGetsNothing() {
    connect(2);
    clients.get(0).say("41/live,");
    await().until(() -> live.size() == 1);
    live.emit(event(1));
    assertThat(clients.get(1).next().text()).isEqualTo(packet(1));
    assertThat(live.sockets()).containsExactly(sockets.get(1));
    assertThat(clients.get(0).say("40/live,").next().text()).startsWith("40/live,{");
  }

  @Test
  void anEventOfAnotherNamespaceIsAMistake() {
    EncodedEvent other = EncodedEvent.ofJson("/other", "n", Buffer.buffer("1"));
    assertThatThrownBy(() -> live.emit(other)).isInstanceOf(IllegalArgumentException.class);
  }
}
