package io.busbar.verticles.testing;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;

import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.TraceContext;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;

/** One Vert.x with a real bus, made in the order a hub makes them. Close it after the test. */
public final class TestHub implements AutoCloseable {
  private final Vertx vertx;
  private final HubBus bus;

  private TestHub(Vertx vertx, HubBus bus) {
    this.vertx = vertx;
    this.bus = bus;
  }

  public static TestHub open() {
    return open(BusObserver.NONE);
  }

  public static TestHub open(BusObserver observer) {
    TraceContext.install();
    Vertx vertx = Vertx.vertx();
    return new TestHub(vertx, HubBus.open(vertx, Contracts.messages(), observer));
  }

  public Vertx vertx() {
    return vertx;
  }

  public HubBus bus() {
    return bus;
  }

  /** Deploys a verticle that must start; answers its deployment id. */
  public String deploy(Deployable verticle) {
    return success(vertx.deployVerticle(verticle));
  }

  @Override
  public void close() {
    done(vertx.close());
  }
}
