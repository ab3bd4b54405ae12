package io.busbar.bridge.testing;

import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.http.HttpDoor;
import io.busbar.bridge.http.HttpLimits;
import io.busbar.bridge.http.Mount;
import io.busbar.bridge.rest.HandWritten;
import io.busbar.bridge.surface.hos.HosRoutes;
import io.busbar.bridge.surface.hos.HosSettings;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on a free port over a real bus. */
public final class FrontDoor implements AutoCloseable {
  static {
    TraceContext.install();
  }

  private final Vertx vertx = Vertx.vertx();
  private final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  private final SmallHouse house = new SmallHouse();
  private final SmallHome home = new SmallHome();
  private final SmallIdentity identity = new SmallIdentity();
  private final TokenGate gate;
  private final AtomicInteger port = new AtomicInteger();

  private FrontDoor(Clock clock) {
    this.gate = new TokenGate(bus, clock);
  }

  /** Opens with the defaults. */
  public static FrontDoor open() {
    return open(HosSettings.DEFAULT, HttpLimits.DEFAULT, Clock.systemUTC(), List.of());
  }

  /** Opens with settings, limits, a clock and more mounts. */
  public static FrontDoor open(
      HosSettings settings, HttpLimits limits, Clock clock, List<Mount> more) {
    FrontDoor door = new FrontDoor(clock);
    Await.result(door.start(settings, limits, more));
    return door;
  }

  private Future<Void> start(HosSettings settings, HttpLimits limits, List<Mount> more) {
    Map<String, HandWritten> code = Map.of("sse", (exchange, by) -> stream(exchange.request()));
    List<Mount> mounts = new ArrayList<>();
    mounts.add(new HosRoutes(vertx, bus, gate, settings, code));
    mounts.addAll(more);
    HttpDoor.Settings where = new HttpDoor.Settings("127.0.0.1", 0, limits);
    HttpDoor door = new HttpDoor(where, where.shared(), mounts, port::set);
    return house
        .start(bus)
        .compose(up -> home.start(bus))
        .compose(up -> identity.start(bus))
        .compose(up -> gate.start())
        .compose(up -> vertx.deployVerticle(door))
        .mapEmpty();
  }

  private static Future<Void> stream(HttpServerRequest request) {
    return request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .end("event: ready\ndata: {}\n\n");
  }

  public Vertx vertx() {
    return vertx;
  }

  public HubBus bus() {
    return bus;
  }

  public SmallHouse house() {
    return house;
  }

  public SmallHome home() {
    return home;
  }

  public SmallIdentity identity() {
    return identity;
  }

  public TokenGate gate() {
    return gate;
  }

  public int port() {
    return port.get();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Override
  public void close() {
    Await.result(gate.stop());
    Await.result(vertx.close());
  }
}
