package io.busbar.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.surface.hos.HosSettings;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.FrontDoor;
import io.busbar.bridge.testing.Http;
import io.busbar.bridge.testing.RawSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class HttpDoorTest {
  private static final String UPGRADE =
      String.join(
          "\r\n",
          "GET /driver HTTP/1.1",
          "Host: hub",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "",
          "");

  @Test
  void hangsUpOnTheSilent() {
    HttpLimits limits =
        new HttpLimits(8192, 4096, Duration.ofSeconds(60), Duration.ofMillis(200), 10, 65_536);
    try (FrontDoor door = open(limits);
        RawSocket silent = new RawSocket(door.port());
        RawSocket slow = new RawSocket(door.port())) {
      assertThat(slow.send("GET / HT").readAll()).isEmpty();
      assertThat(silent.readAll()).isEmpty();
    }
  }

  @Test
  void hangsUpOnTheIdle() {
    HttpLimits limits =
        new HttpLimits(8192, 4096, Duration.ofSeconds(1), Duration.ofSeconds(60), 10, 65_536);
    try (FrontDoor door = open(limits);
        RawSocket idle = new RawSocket(door.port())) {
      String request = "GET /app/os/auth/setup HTTP/1.1\r\nHost: hub\r\n\r\n";
      assertThat(idle.send(request).readAll()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void refusesTooManyConnectionsOfOneAddressUntilSomeEnd() {
    HttpLimits limits =
        new HttpLimits(8192, 4096, Duration.ofSeconds(60), Duration.ofSeconds(60), 2, 65_536);
    try (FrontDoor door = open(limits)) {
      RawSocket first = asked(door);
      RawSocket second = asked(door);
      try (RawSocket third = new RawSocket(door.port());
          RawSocket silent = new RawSocket(door.port())) {
        assertThat(third.send("GET / HTTP/1.1\r\nHost: hub\r\n\r\n").readAll())
            .startsWith("HTTP/1.1 503")
            .containsIgnoringCase("retry-after: 5")
            .contains("\"code\":\"OVERLOADED\"");
        assertThat(silent.readAll()).isEmpty();
      }
      first.close();
      second.close();
      await()
          .ignoreExceptions()
          .until(() -> new Http(door).getAsNobody("/app/os/auth/setup").status() == 200);
    }
  }

  @Test
  void countsWebSocketsUntilTheyEnd() {
    HttpLimits limits =
        new HttpLimits(8192, 4096, Duration.ofSeconds(60), Duration.ofSeconds(60), 1, 65_536);
    Mount driver = router -> router.route("/driver").handler(HttpDoorTest::upgrade);
    try (FrontDoor door =
        FrontDoor.open(HosSettings.DEFAULT, limits, Clock.systemUTC(), List.of(driver))) {
      try (RawSocket socket = new RawSocket(door.port())) {
        assertThat(socket.send(UPGRADE).readSome()).startsWith("HTTP/1.1 101");
        try (RawSocket second = new RawSocket(door.port())) {
          assertThat(second.readAll()).isEmpty();
        }
      }
      await()
          .ignoreExceptions()
          .until(() -> new Http(door).getAsNobody("/app/os/auth/setup").status() == 200);
    }
  }

  private static void upgrade(RoutingContext context) {
    context.request().toWebSocket().onFailure(context::fail);
  }

  @Test
  void sharesOnePortBetweenInstances() {
    Vertx vertx = Vertx.vertx();
    Set<Integer> ports = ConcurrentHashMap.newKeySet();
    HttpDoor.Settings settings = new HttpDoor.Settings("127.0.0.1", 0, HttpLimits.DEFAULT);
    HttpDoor.Shared shared = settings.shared();
    String id =
        Await.result(
            vertx.deployVerticle(
                () -> new HttpDoor(settings, shared, List.of(), ports::add),
                new DeploymentOptions().setInstances(3)));
    assertThat(id).isNotEmpty();
    assertThat(ports).hasSize(1);
    Await.result(vertx.close());
  }

  @Test
  void refusesLimitsThatCannotWork() {
    assertThatThrownBy(
            () -> new HttpLimits(1, 4096, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 65_536))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RawSocket asked(FrontDoor door) {
    RawSocket socket = new RawSocket(door.port());
    String request = "GET /app/os/auth/setup HTTP/1.1\r\nHost: hub\r\n\r\n";
    assertThat(socket.send(request).readSome()).startsWith("HTTP/1.1 200");
    return socket;
  }

  private static FrontDoor open(HttpLimits limits) {
    return FrontDoor.open(HosSettings.DEFAULT, limits, Clock.systemUTC(), List.of());
  }
}
