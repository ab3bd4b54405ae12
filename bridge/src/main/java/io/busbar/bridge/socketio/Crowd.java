package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.socketio.engineio.loop.Loop;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A namespace: its clients, in groups by event loop. */
final class Crowd implements Namespace {
  private static final Logger log = LoggerFactory.getLogger(Crowd.class);

  private final String name;
  private final Map<Loop, BroadcastGroup> groups = new ConcurrentHashMap<>();
  private final Map<String, SocketIoSocket> sockets = new ConcurrentHashMap<>();
  private volatile Admission admission = handshake -> Future.succeededFuture();
  private volatile Consumer<SocketIoSocket> connection = socket -> {};

  Crowd(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void admission(Admission decides) {
    admission = decides;
  }

  @Override
  public void onConnection(Consumer<SocketIoSocket> listener) {
    connection = listener;
  }

  @Override
  public EncodedEvent encode(String event, List<? extends JsonNode> arguments) {
    return EncodedEvent.of(name, event, arguments);
  }

  @Override
  public void emit(EncodedEvent event) {
    cast(event, null, null);
  }

  @Override
  public void emit(EncodedEvent event, Predicate<SocketIoSocket> who) {
    cast(event, null, who);
  }

  @Override
  public void emitTo(String room, EncodedEvent event) {
    cast(event, room, null);
  }

  private void cast(
      EncodedEvent event, @Nullable String room, @Nullable Predicate<SocketIoSocket> who) {
    if (!event.namespace().equals(name)) {
      throw new IllegalArgumentException(
          "An event for %s was emitted in %s.".formatted(event.namespace(), name));
    }
    BroadcastGroup.Cast cast = new BroadcastGroup.Cast(event, room, who);
    for (BroadcastGroup group : groups.values()) {
      group.cast(cast);
    }
  }

  @Override
  public Collection<SocketIoSocket> sockets() {
    return List.copyOf(sockets.values());
  }

  @Override
  public int size() {
    return sockets.size();
  }

  /** What the admission says; a failure to say it counts as one. */
  Future<?> admit(Handshake handshake) {
    try {
      return admission.admit(handshake);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  BroadcastGroup group(Loop loop) {
    return groups.computeIfAbsent(loop, BroadcastGroup::new);
  }

  /** Takes a client in that was told it is connected. */
  void enter(ConnectedSocket socket, BroadcastGroup group) {
    group.add(socket);
    sockets.put(socket.id(), socket);
    try {
      connection.accept(socket);
    } catch (RuntimeException e) {
      log.error("The connection listener of namespace {} failed", name, e);
    }
  }

  void left(ConnectedSocket socket) {
    sockets.remove(socket.id());
  }
}
