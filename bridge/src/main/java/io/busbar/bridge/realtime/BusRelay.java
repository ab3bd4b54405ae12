package io.busbar.bridge.realtime;

import io.busbar.bridge.socketio.SocketIoServer;
import io.busbar.bridge.socketio.engineio.EngineOptions.Cluster;
import io.busbar.bridge.socketio.engineio.SessionRelay;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.sockets.SocketsContract;
import io.busbar.contracts.sockets.SocketsContract.RelayAnswer;
import io.busbar.contracts.sockets.SocketsContract.RelayRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;

/** Takes polling requests to the node that has the session, over the bus. */
public final class BusRelay implements SessionRelay {
  private final HubBus bus;

  public BusRelay(HubBus bus) {
    this.bus = bus;
  }

  /** How a server on this node reaches the others. */
  public static Cluster cluster(HubBus bus, String nodeName) {
    return new Cluster(id(nodeName), new BusRelay(bus), SocketsContract.LONGEST_POLL);
  }

  /** A node's name in the letters that sessions may have. */
  static String id(String nodeName) {
    return nodeName.replaceAll("[^A-Za-z0-9]", "_");
  }

  @Override
  public Future<Answer> forward(String node, Request request) {
    return bus.request(
            SocketsContract.RELAY.at(node),
            new RelayRequest(
                SocketsContract.Kind.valueOf(request.kind().name()),
                request.sid(),
                encoded(request.body())))
        .map(
            answer ->
                new Answer(answer.status(), answer.contentType(), decoded(answer.bodyBase64())));
  }

  /** Answers what another node hands over. */
  static Future<RelayAnswer> answer(SocketIoServer server, RelayRequest request) {
    return server
        .relayed(
            new Request(
                SessionRelay.Kind.valueOf(request.kind().name()),
                request.sid(),
                decoded(request.bodyBase64())))
        .map(
            answer ->
                new RelayAnswer(answer.status(), answer.contentType(), encoded(answer.body())));
  }

  private static String encoded(Buffer body) {
    return Base64.getEncoder().encodeToString(body.getBytes());
  }

  private static Buffer decoded(String text) {
    return Buffer.buffer(Base64.getDecoder().decode(text));
  }
}
