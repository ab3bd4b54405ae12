package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.socketio.engineio.EncodedPackets;
import io.busbar.bridge.socketio.engineio.EngineSocket;
import io.busbar.bridge.socketio.engineio.SharedRun;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client in a namespace. What it holds belongs to the client's event loop. */
final class ConnectedSocket implements SocketIoSocket {
  private static final Logger log = LoggerFactory.getLogger(ConnectedSocket.class);

  private final String id;
  private final String namespace;
  private final Client client;
  private final BroadcastGroup group;
  private final EngineSocket engine;
  private final @Nullable Object admitted;
  private @Nullable Map<String, Consumer<IncomingEvent>> listeners;
  private @Nullable PendingAcks acks;
  private volatile @Nullable Set<String> rooms;
  private Consumer<IncomingEvent> other = event -> {};
  private Consumer<DisconnectReason> gone = reason -> {};
  private Runnable drain = () -> {};
  private volatile boolean connected = true;

  /** Its place in its group; kept by the group. */
  int place = -1;

  ConnectedSocket(
      String id, String namespace, Client client, BroadcastGroup group, @Nullable Object admitted) {
    this.id = id;
    this.namespace = namespace;
    this.client = client;
    this.group = group;
    this.engine = client.engine();
    this.admitted = admitted;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public String remoteAddress() {
    return engine.handshake().remoteAddress();
  }

  @Override
  public <T> T admitted(Class<T> type) {
    if (admitted == null) {
      throw new IllegalStateException("The admission of " + namespace() + " found nothing.");
    }
    return type.cast(admitted);
  }

  @Override
  public Context context() {
    return engine.context();
  }

  @Override
  public void on(String event, Consumer<IncomingEvent> listener) {
    Map<String, Consumer<IncomingEvent>> all = listeners;
    if (all == null) {
      all = new HashMap<>(4);
      listeners = all;
    }
    all.put(event, listener);
  }

  @Override
  public void onOther(Consumer<IncomingEvent> listener) {
    other = listener;
  }

  @Override
  public void onDisconnect(Consumer<DisconnectReason> listener) {
    gone = listener;
  }

  @Override
  public void onDrain(Runnable listener) {
    drain = listener;
  }

  @Override
  public void emit(EncodedEvent event) {
    requireOwn(event.namespace());
    send(event.packets());
  }

  @Override
  public void emit(SharedEvents events) {
    requireOwn(events.namespace());
    group.flush();
    send(events.run());
  }

  @Override
  public void emit(String event, List<? extends JsonNode> arguments) {
    send(EncodedEvent.of(namespace(), event, arguments).packets());
  }

  private void requireOwn(String other) {
    if (!other.equals(namespace())) {
      throw new IllegalArgumentException(
          "An event for %s was emitted in %s.".formatted(other, namespace()));
    }
  }

  @Override
  public Future<List<JsonNode>> emitWithAck(EncodedEvent event, Duration timeout) {
    requireOwn(event.namespace());
    Promise<List<JsonNode>> answer = ((ContextInternal) context()).promise();
    engine.loop().run(() -> ask(event, timeout, answer));
    return answer.future();
  }

  private void ask(EncodedEvent event, Duration timeout, Promise<List<JsonNode>> answer) {
    if (!connected) {
      answer.fail(PendingAcks.disconnected());
      return;
    }
    PendingAcks owed = acks;
    if (owed == null) {
      owed = new PendingAcks(engine.loop(), client.limits().pendingAcks());
      acks = owed;
    }
    owed.ask(timeout, answer, ackId -> send(event.asking(ackId)));
  }

  /** Sends in order with what was broadcast before. */
  void send(EncodedPackets packets) {
    engine.loop().run(() -> sendInOrder(packets));
  }

  private void sendInOrder(EncodedPackets packets) {
    group.flush();
    if (connected) {
      engine.send(packets);
    }
  }

  /** Sends what goes to many. To be called on the loop. */
  void send(SharedRun run) {
    if (connected) {
      engine.send(run);
    }
  }

  @Override
  public boolean isWritable() {
    return connected && engine.isWritable();
  }

  @Override
  public void join(String room) {
    engine.loop().run(() -> enter(room));
  }

  private void enter(String room) {
    if (!connected) {
      return;
    }
    Set<String> in = rooms;
    if (in == null) {
      in = ConcurrentHashMap.newKeySet(2);
      rooms = in;
    }
    if (!in.contains(room) && in.size() >= client.limits().rooms()) {
      throw new IllegalStateException(
          "A socket may be in %d rooms: leave one first.".formatted(in.size()));
    }
    group.flush();
    if (in.add(room)) {
      group.enter(room, this);
    }
  }

  @Override
  public void leave(String room) {
    engine.loop().run(() -> exit(room));
  }

  private void exit(String room) {
    Set<String> in = rooms;
    group.flush();
    if (in != null && in.remove(room)) {
      group.exit(room, this);
    }
  }

  @Override
  public Set<String> rooms() {
    Set<String> in = rooms;
    return in == null ? Set.of() : Set.copyOf(in);
  }

  boolean isIn(String room) {
    Set<String> in = rooms;
    return in != null && in.contains(room);
  }

  @Override
  public void disconnect() {
    engine.loop().run(() -> client.leave(this));
  }

  @Override
  public void closeConnection() {
    engine.loop().run(client::close);
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  void received(Packet packet) {
    ArrayList<JsonNode> all = new ArrayList<>();
    Objects.requireNonNull(packet.payload()).forEach(all::add);
    if (packet.kind() == PacketKind.ACK || packet.kind() == PacketKind.BINARY_ACK) {
      if (acks != null && packet.id() != null) {
        acks.answered(packet.id(), List.copyOf(all));
      }
      return;
    }
    String name = all.get(0).asText();
    IncomingEvent event =
        new IncomingEvent(
            name, List.copyOf(all.subList(1, all.size())), new Ack(this, packet.id()));
    Consumer<IncomingEvent> known = listeners == null ? null : listeners.get(name);
    guarded(() -> (known == null ? other : known).accept(event));
  }

  void drained() {
    guarded(drain);
  }

  /** It is no longer connected, for whatever reason. */
  void end(DisconnectReason reason) {
    if (!connected) {
      return;
    }
    connected = false;
    Set<String> in = rooms;
    if (in != null) {
      in.forEach(room -> group.exit(room, this));
      in.clear();
    }
    group.remove(this);
    if (acks != null) {
      acks.fail();
    }
    guarded(() -> gone.accept(reason));
  }

  private void guarded(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      log.error("A listener in namespace {} failed", namespace(), e);
    }
  }
}
