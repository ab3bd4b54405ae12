package io.busbar.bridge.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.bridge.socketio.engineio.CloseReason;
import io.busbar.bridge.socketio.engineio.EncodedPackets;
import io.busbar.bridge.socketio.engineio.EngineListener;
import io.busbar.bridge.socketio.engineio.EngineSocket;
import io.busbar.bridge.socketio.engineio.MalformedPacket;
import io.busbar.bridge.socketio.engineio.loop.Deadline;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One conversation and the namespaces it has connected to. Belongs to its event loop. */
final class Client implements EngineListener {
  private static final Logger log = LoggerFactory.getLogger(Client.class);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final EngineSocket engine;
  private final ServerNode server;
  private final Deadline connectDeadline;
  private final Map<String, ConnectedSocket> sockets = new HashMap<>(2);
  private final Set<String> asking = new HashSet<>(2);
  private @Nullable Set<String> left;
  private @Nullable Attachments attachments;
  private int refused;

  Client(EngineSocket engine, ServerNode server) {
    this.engine = engine;
    this.server = server;
    this.connectDeadline = engine.loop().deadline(this::notConnected);
  }

  void start() {
    awaitConnect();
  }

  private void awaitConnect() {
    connectDeadline.at(engine.loop().now() + server.options().connectTimeout().toMillis());
  }

  private void notConnected() {
    if (sockets.isEmpty()) {
      engine.close(CloseReason.FORCED_CLOSE);
    }
  }

  EngineSocket engine() {
    return engine;
  }

  SocketIoOptions.Limits limits() {
    return server.options().limits();
  }

  @Override
  public void text(String message) {
    try {
      if (attachments != null) {
        throw new MalformedPacket("An attachment was to come.");
      }
      Packet packet = PacketParser.parse(message, limits().attachments());
      if (packet.attachments() > 0) {
        attachments = new Attachments(packet, limits().attachedBytes());
      } else {
        received(packet);
      }
    } catch (MalformedPacket malformed) {
      refuse(malformed);
    }
  }

  @Override
  public void binary(Buffer message) {
    try {
      Attachments waiting = attachments;
      if (waiting == null) {
        throw new MalformedPacket("No attachment was to come.");
      }
      waiting.add(message);
      if (waiting.isComplete()) {
        attachments = null;
        received(waiting.assemble());
      }
    } catch (MalformedPacket malformed) {
      refuse(malformed);
    }
  }

  private void refuse(MalformedPacket malformed) {
    log.debug("Closing {}: {}", engine.handshake().remoteAddress(), malformed.getMessage());
    engine.close(CloseReason.PARSE_ERROR);
  }

  private void received(Packet packet) {
    if (packet.kind() == PacketKind.CONNECT) {
      connect(packet);
      return;
    }
    ConnectedSocket socket = sockets.get(packet.namespace());
    if (socket == null) {
      requireLeft(packet.namespace());
    } else if (packet.kind() == PacketKind.DISCONNECT) {
      end(socket, DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    } else {
      socket.received(packet);
    }
  }

  /** What was on its way when the server ended a connection is no fault of the client. */
  private void requireLeft(String namespace) {
    if (left == null || !left.contains(namespace)) {
      throw new MalformedPacket("Connect to a namespace before you send to it.");
    }
  }

  private void connect(Packet packet) {
    String name = packet.namespace();
    Crowd crowd = server.find(name);
    if (crowd == null) {
      refuse(name, new ConnectRefused("Invalid namespace"));
      return;
    }
    if (sockets.containsKey(name) || !asking.add(name)) {
      throw new MalformedPacket("It is connected to this namespace already.");
    }
    if (sockets.size() + asking.size() > limits().namespaces()) {
      asking.remove(name);
      refuse(name, new ConnectRefused("Too many namespaces: leave one first"));
      return;
    }
    JsonNode auth = packet.payload() == null ? NODES.objectNode() : packet.payload();
    Handshake handshake = new Handshake(name, auth, engine.handshake());
    crowd
        .admit(handshake)
        .onComplete(
            admitted -> onLoop(() -> admit(crowd, admitted)),
            refusal -> onLoop(() -> refuseAsked(name, refusal)));
  }

  private void onLoop(Runnable work) {
    engine.loop().run(() -> ((ContextInternal) engine.context()).dispatch(work));
  }

  private void admit(Crowd crowd, @Nullable Object admitted) {
    if (!asking.remove(crowd.name()) || !engine.isOpen()) {
      return;
    }
    connectDeadline.cancel();
    BroadcastGroup group = crowd.group(engine.loop());
    ConnectedSocket socket =
        new ConnectedSocket(server.nextId(), crowd.name(), this, group, admitted);
    sockets.put(crowd.name(), socket);
    ObjectNode payload = NODES.objectNode().put("sid", socket.id());
    engine.send(packet(PacketKind.CONNECT, crowd.name(), payload));
    crowd.enter(socket, group);
  }

  private void refuseAsked(String name, Throwable cause) {
    if (asking.remove(name) && engine.isOpen()) {
      refuse(name, asRefusal(name, cause));
    }
  }

  private static ConnectRefused asRefusal(String name, Throwable cause) {
    if (cause instanceof ConnectRefused refusal) {
      return refusal;
    }
    log.warn("The admission of namespace {} failed", name, cause);
    return new ConnectRefused("Internal error");
  }

  private void refuse(String name, ConnectRefused refusal) {
    ObjectNode payload =
        NODES.objectNode().put("message", Objects.requireNonNullElse(refusal.getMessage(), ""));
    JsonNode details = refusal.details();
    if (details != null) {
      JsonNode unused = payload.set("data", details);
    }
    engine.send(packet(PacketKind.CONNECT_ERROR, name, payload));
    refused++;
    if (refused > limits().namespaces()) {
      engine.close();
    }
  }

  private static EncodedPackets packet(PacketKind kind, String name, ObjectNode payload) {
    return PacketParts.ofObject(payload).encode(kind, name, null);
  }

  /** Ends one namespace's connection at the server's wish. */
  void leave(ConnectedSocket socket) {
    if (socket.isConnected()) {
      socket.send(PacketParts.nothing().encode(PacketKind.DISCONNECT, socket.namespace(), null));
      end(socket, DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }
  }

  /** Ends all of it at the server's wish. */
  void close() {
    engine.close();
  }

  private void end(ConnectedSocket socket, DisconnectReason reason) {
    sockets.remove(socket.namespace());
    if (left == null) {
      left = new HashSet<>(2);
    }
    left.add(socket.namespace());
    server.left(socket);
    socket.end(reason);
    if (sockets.isEmpty()) {
      awaitConnect();
    }
  }

  @Override
  public void drained() {
    List.copyOf(sockets.values()).forEach(ConnectedSocket::drained);
  }

  @Override
  public void closed(CloseReason reason) {
    connectDeadline.cancel();
    asking.clear();
    attachments = null;
    List<ConnectedSocket> all = List.copyOf(sockets.values());
    sockets.clear();
    for (ConnectedSocket socket : all) {
      server.left(socket);
      socket.end(DisconnectReason.of(reason));
    }
  }
}
