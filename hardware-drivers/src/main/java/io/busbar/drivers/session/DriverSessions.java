package io.busbar.drivers.session;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.driver.DriverConversation;
import io.busbar.contracts.driver.DriverDoor;
import io.busbar.contracts.driver.DriverFrame.Register;
import io.busbar.contracts.driver.DriverLink;
import io.busbar.contracts.driver.HubFrames;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.value.DriverInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All driver sessions of this node. Of two sessions with one identity the newest wins (spec 6.3); a
 * WebSocket session takes over from the pipe of its own process (spec 7.1).
 */
public final class DriverSessions implements DriverDoor {
  private static final Logger log = LoggerFactory.getLogger(DriverSessions.class);

  private final Vertx vertx;
  private final HubBus bus;
  private final SessionLimits limits;
  private final Clock clock;
  private final Map<DriverInstance, RegisteredSession> registered = new ConcurrentHashMap<>();

  public DriverSessions(Vertx vertx, HubBus bus, SessionLimits limits, Clock clock) {
    this.vertx = vertx;
    this.bus = bus;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public DriverConversation open(DriverLink link, @Nullable DriverInstance known) {
    DriverSession session = new DriverSession(link, vertx.getOrCreateContext());
    if (known != null) {
      register(session, new Register(null, known, null, Set.of(), null));
      return session;
    }
    session.send(HubFrames.connected(clock.instant()));
    session.enter(new Handshake(session, register -> register(session, register)));
    vertx.setTimer(limits.registerWithin().toMillis(), fired -> giveUp(session));
    return session;
  }

  /** How many sessions are registered. */
  public int count() {
    return registered.size();
  }

  /** Tells every driver that the hub stops, and closes its session. */
  public Future<Void> closeAll() {
    List<Future<Void>> left =
        registered.values().stream()
            .map(
                session ->
                    session.leave("stopping", "The hub stops; reconnect.", CloseCode.SHUTTING_DOWN))
            .toList();
    return Future.join(left).mapEmpty();
  }

  /** Registers a session; on failure the driver is told and may try again on the same link. */
  void register(DriverSession session, Register register) {
    if (!session.link().authorizes(register.token())) {
      session.sendError(unauthorized(), register.id());
      session.close(CloseCode.UNAUTHORIZED, "unauthorized");
      return;
    }
    RegisteredSession next = new RegisteredSession(this, bus, session, register, limits, clock);
    RegisteredSession last = registered.get(register.driver());
    if (last != null && last.outranks(next)) {
      log.debug("{} keeps its session; its process pipe only carries logs", register.driver());
      return;
    }
    registered.put(register.driver(), next);
    session.enter(next);
    Future<Void> left = last == null ? Future.succeededFuture() : last.replace();
    left.onComplete(gone -> session.onContext(() -> next.start(vertx)));
  }

  /** A session has ended. Says so unless another has taken its place. */
  void ended(RegisteredSession session, String reason) {
    if (registered.remove(session.driver(), session)) {
      announce(session, Status.DISCONNECTED, reason);
    }
  }

  void announce(RegisteredSession session, Status status, String reason) {
    DriverLink link = session.link();
    log.info("Driver {} {} ({}, {})", session.driver(), status, link.transport(), reason);
    bus.publish(
        DriversContract.STATUS,
        new DriverStatusChanged(
            session.driver(),
            session.name(),
            status,
            link.transport(),
            reason,
            0,
            link.remoteAddress(),
            clock.instant()));
  }

  private static void giveUp(DriverSession session) {
    if (session.isInHandshake()) {
      session.close(CloseCode.REGISTRATION_TIMEOUT, "no registration in time");
    }
  }

  private static HubFailure unauthorized() {
    return HubFailure.unauthenticated(
            "This driver may not connect.", "Send the driver token of the hub's configuration.")
        .reason("DRIVER_WS_UNAUTHORIZED")
        .details(List.of("Set Authorization: Bearer, ?token= or params.token."));
  }
}
