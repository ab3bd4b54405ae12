package io.busbar.bridge.sse;

import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.http.HttpDoor;
import io.busbar.bridge.http.HttpLimits;
import io.busbar.bridge.live.Happenings;
import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.surface.hos.HosRoutes;
import io.busbar.bridge.surface.hos.HosSettings;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.RawSocket;
import io.busbar.bridge.testing.SmallIdentity;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with a live stream over a feed that beats fast. */
final class LiveDoor implements AutoCloseable {
  static {
    TraceContext.install();
  }

  private final Vertx vertx = Vertx.vertx();
  final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  final SmallIdentity identity = new SmallIdentity();
  final LiveFeed feed;
  private final AtomicInteger port = new AtomicInteger();

  LiveDoor(SseStream.Limits limits, int maxClients) {
    Clock clock = Clock.systemUTC();
    this.feed =
        new LiveFeed(
            bus,
            clock,
            "node-a",
            new LiveFeed.Limits(maxClients, maxClients, 1000, Duration.ofMillis(200)));
    TokenGate gate = new TokenGate(bus, clock);
    SseStream stream = new SseStream(vertx, feed, clock, limits);
    HosRoutes routes = new HosRoutes(vertx, bus, gate, HosSettings.DEFAULT, Map.of("sse", stream));
    HttpDoor.Settings where = new HttpDoor.Settings("127.0.0.1", 0, HttpLimits.DEFAULT);
    LiveStates known =
        new LiveStates(
            List.of(Happenings.state("lamp", 1, "v", 0), Happenings.state("plug", 1, "v", 0)), 1);
    Object deployed =
        Await.result(
            bus.serve(StatesContract.LIVE, nothing -> Future.succeededFuture(known))
                .compose(up -> Happenings.serveRegistered(bus))
                .compose(up -> identity.start(bus))
                .compose(up -> gate.start())
                .compose(up -> vertx.deployVerticle(feed))
                .compose(
                    up ->
                        vertx.deployVerticle(
                            new HttpDoor(where, where.shared(), List.of(routes), port::set))));
    assert deployed != null;
  }

  static LiveDoor open() {
    return new LiveDoor(new SseStream.Limits(100, Duration.ofSeconds(30)), 100);
  }

  void happen(String device, long version, Object value) {
    bus.publish(StatesContract.CHANGED, Happenings.changed(device, version, value));
  }

  /** A stream that has asked, with a query that begins with {@code ?} and header lines. */
  RawSocket stream(String query, String... headers) {
    return ask("HTTP/1.1", query, headers);
  }

  /** The same in another version of the protocol. */
  RawSocket ask(String version, String query, String... headers) {
    StringBuilder request =
        new StringBuilder("GET /app/os/state/stream%s %s\r\n".formatted(query, version));
    request.append("Host: hub\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return new RawSocket(port.get()).send(request + "\r\n");
  }

  SseReader reader(String query, String... headers) {
    return new SseReader(stream(query, headers));
  }

  @Override
  public void close() {
    Await.result(vertx.close());
  }
}
