package io.busbar.bridge.socketio;

import io.busbar.bridge.socketio.engineio.EngineCounts;
import io.busbar.bridge.socketio.engineio.EngineListener;
import io.busbar.bridge.socketio.engineio.EngineOptions;
import io.busbar.bridge.socketio.engineio.EngineServer;
import io.busbar.bridge.socketio.engineio.EngineSocket;
import io.busbar.bridge.socketio.engineio.SessionRelay;
import io.busbar.bridge.socketio.engineio.Sids;
import io.busbar.bridge.socketio.engineio.loop.Loops;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One node's Socket.IO server: namespaces over an engine. */
final class ServerNode implements SocketIoServer {
  private final SocketIoOptions options;
  private final EngineServer engine;
  private final Sids ids;
  private final Map<String, Crowd> namespaces = new ConcurrentHashMap<>();

  ServerNode(SocketIoOptions options, Clock clock, LongSupplier millis, SecureRandom random) {
    this.options = options;
    this.ids = new Sids("", random);
    EngineOptions.Heartbeat heartbeat = options.engine().heartbeat();
    Loops loops =
        Loops.forWaits(
            millis, heartbeat.pingInterval(), heartbeat.pingTimeout(), options.connectTimeout());
    this.engine = new EngineServer(options.engine(), this::accept, loops, clock, random);
  }

  private EngineListener accept(EngineSocket socket) {
    Client client = new Client(socket, this);
    client.start();
    return client;
  }

  SocketIoOptions options() {
    return options;
  }

  String nextId() {
    return ids.next();
  }

  @Nullable Crowd find(String name) {
    return namespaces.get(name);
  }

  void left(ConnectedSocket socket) {
    Crowd crowd = namespaces.get(socket.namespace());
    if (crowd != null) {
      crowd.left(socket);
    }
  }

  @Override
  public Namespace of(String name) {
    if (!name.startsWith("/") || name.indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          "A namespace begins with a slash and has no comma: " + name);
    }
    return namespaces.computeIfAbsent(name, Crowd::new);
  }

  @Override
  public void mount(Router router) {
    engine.mount(router);
  }

  @Override
  public Future<SessionRelay.Answer> relayed(SessionRelay.Request request) {
    return engine.relayed(request);
  }

  @Override
  public SocketIoCounts counts() {
    EngineCounts below = engine.counts();
    int sockets = namespaces.values().stream().mapToInt(Crowd::size).sum();
    return new SocketIoCounts(
        below.clients(), sockets, below.opened(), below.droppedPackets(), below.overflowed());
  }

  @Override
  public Future<Void> close() {
    return engine.close();
  }
}
