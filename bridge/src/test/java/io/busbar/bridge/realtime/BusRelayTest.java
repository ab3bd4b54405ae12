package io.busbar.bridge.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.http.HttpDoor;
import io.busbar.bridge.http.HttpLimits;
import io.busbar.bridge.socketio.SocketIoOptions;
import io.busbar.bridge.socketio.SocketIoServer;
import io.busbar.bridge.socketio.engineio.EngineOptions;
import io.busbar.bridge.testing.Await;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.sockets.SocketsContract;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes behind a load balancer that knows no sessions. */
class BusRelayTest {
  static {
    TraceContext.install();
  }

  private final Vertx vertx = Vertx.vertx();
  private final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  @Test
  void answersAPollThatCameToTheWrongNode() throws Exception {
    int one = node("node-1");
    int other = node("node-2");
    String opened = get(one, "").body();
    String sid = Json.MAPPER.readTree(opened.substring(1)).path("sid").asText();

    assertThat(post(other, sid, "40").body()).isEqualTo("ok");
    assertThat(get(other, sid).body()).startsWith("40{\"sid\"");
    assertThat(post(one, sid, "42[\"to\",1]").body()).isEqualTo("ok");
  }

  @Test
  void knowsNoSessionOfANodeThatIsGone() throws Exception {
    int one = node("node-1");

    HttpResponse<String> answer = get(one, "nobody.0123456789");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":1");
  }

  private int node(String name) {
    SocketIoServer server =
        SocketIoServer.create(
            SocketIoOptions.of(EngineOptions.at("/socket.io/").with(BusRelay.cluster(bus, name))));
    server.of("/").onConnection(socket -> {});
    AtomicInteger port = new AtomicInteger();
    HttpDoor.Settings where = new HttpDoor.Settings("127.0.0.1", 0, HttpLimits.DEFAULT);
    Object deployed =
        Await.result(
            bus.serve(
                    SocketsContract.RELAY.at(BusRelay.id(name)),
                    request -> BusRelay.answer(server, request))
                .compose(
                    served ->
                        vertx.deployVerticle(
                            new HttpDoor(
                                where, where.shared(), List.of(server::mount), port::set))));
    assertThat(deployed).isNotNull();
    return port.get();
  }

  private HttpResponse<String> get(int port, String sid) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(port, sid)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(int port, String sid, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(port, sid)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static URI uri(int port, String sid) {
    String session = sid.isEmpty() ? "" : "&sid=" + sid;
    return URI.create(
        "http://127.0.0.1:%d/socket.io/?EIO=4&transport=polling%s".formatted(port, session));
  }
}
