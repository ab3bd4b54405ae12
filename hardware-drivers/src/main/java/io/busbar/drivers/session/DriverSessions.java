package io.busbar.drivers.session;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
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
import io.busbar.contracts.value.DriverKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
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
  private final Map<DriverInstance, DriverSession> standby = new ConcurrentHashMap<>();
  private final Set<DriverSession> unregistered = ConcurrentHashMap.newKeySet();
  private final Set<DriverInstance> connected = ConcurrentHashMap.newKeySet();
  private final DriverBooks books;
  private volatile boolean closing;

  public DriverSessions(Vertx vertx, HubBus bus, SessionLimits limits, Clock clock) {
    this(vertx, bus, limits, clock, DriverObserver.NONE);
  }

  /** As above, and somebody hears of the drivers. */
  public DriverSessions(
      Vertx vertx, HubBus bus, SessionLimits limits, Clock clock, DriverObserver observer) {
    this.books = new DriverBooks(observer, this::hasSession);
    this.vertx = vertx;
    this.bus = bus;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public DriverConversation open(DriverLink link, @Nullable DriverInstance known) {
    DriverSession session = new DriverSession(link, vertx.getOrCreateContext());
    if (known != null) {
      register(session, ofProcess(known));
      return session;
    }
    session.send(HubFrames.connected(clock.instant()));
    unregistered.add(session);
    session.enter(
        new Handshake(
            session, register -> register(session, register), () -> unregistered.remove(session)));
    if (closing) {
      session.onContext(() -> tooLate(session));
    }
    vertx.setTimer(limits.registerWithin().toMillis(), fired -> giveUp(session));
    return session;
  }

  /** How many sessions are registered. */
  public int count() {
    return registered.size();
  }

  /** How many registered sessions run over a transport: websocket, process, builtin. */
  public int count(String transport) {
    return (int)
        registered.values().stream()
            .filter(session -> session.link().transport().equals(transport))
            .count();
  }

  DriverCounts counts(DriverKey driver) {
    return books.of(driver);
  }

  private boolean hasSession(DriverKey driver) {
    return registered.keySet().stream().anyMatch(each -> each.driverKey().equals(driver));
  }

  /**
   * Tells every driver that the hub stops, and closes its session, registered or not. Succeeds when
   * all are closed; from now on nobody gets in.
   */
  public Future<Void> closeAll() {
    closing = true;
    List<Future<Void>> left = new ArrayList<>();
    unregistered.forEach(session -> left.add(turnAway(session)));
    standby.values().forEach(session -> left.add(turnAway(session)));
    registered
        .values()
        .forEach(
            session ->
                left.add(
                    session.leave(
                        "stopping", "The hub stops; reconnect.", CloseCode.SHUTTING_DOWN)));
    return Future.join(left).mapEmpty();
  }

  /** Registers a session; on failure the driver is told and may try again on the same link. */
  void register(DriverSession session, Register register) {
    register(session, register, Future.succeededFuture());
  }

  /** As above, once what the same link did before has ended. */
  void register(DriverSession session, Register register, Future<Void> before) {
    if (closing) {
      session.onContext(() -> tooLate(session));
      return;
    }
    if (!session.link().authorizes(register.token())) {
      session.sendError(unauthorized(), register.id());
      session.close(CloseCode.UNAUTHORIZED, "unauthorized");
      return;
    }
    unregistered.remove(session);
    RegisteredSession next = new RegisteredSession(this, bus, session, register, limits, clock);
    RegisteredSession now =
        registered.compute(
            register.driver(),
            (driver, last) -> last != null && last.outranks(next) ? last : next.after(last));
    if (now != next) {
      standBy(session, register.driver());
      return;
    }
    session.enter(next);
    next.start(vertx, before);
  }

  /** A pipe makes way for the socket of its own process, and comes back when that has ended. */
  void standBy(DriverSession pipe, DriverInstance driver) {
    log.debug("{} is served over its socket; its process pipe stands by", driver);
    standby.put(driver, pipe);
    pipe.enter(new Standby(() -> standby.remove(driver, pipe)));
    if (!registered.containsKey(driver)) {
      comeBack(driver);
    }
  }

  /** A session serves its driver from now on. */
  void connected(RegisteredSession session) {
    connected.add(session.driver());
    announce(session, Status.CONNECTED, "registered");
  }

  /** A session has ended. Says so unless another has taken its place. */
  void ended(RegisteredSession session, String reason) {
    if (!registered.remove(session.driver(), session)) {
      return;
    }
    if (connected.remove(session.driver())) {
      announce(session, Status.DISCONNECTED, reason);
    }
    comeBack(session.driver());
  }

  /**
   * Hears from other nodes which drivers connected there: their sessions here are over, for the
   * newest wins. Succeeds when it listens.
   */
  public Future<Subscription> watchOthers() {
    return bus.listenAfar(DriversContract.STATUS, this::connectedElsewhere);
  }

  private void connectedElsewhere(String node, DriverStatusChanged event) {
    RegisteredSession here = registered.get(event.driver());
    if (event.status() == Status.CONNECTED
        && here != null
        && here.isOlderThan(event.at())
        && registered.remove(event.driver(), here)) {
      connected.remove(event.driver());
      log.info("Driver {} connected to {}; its session here ends", event.driver(), node);
      here.replace().onComplete(gone -> {});
    }
  }

  private void comeBack(DriverInstance driver) {
    DriverSession pipe = standby.remove(driver);
    if (pipe == null) {
      return;
    }
    pipe.onContext(
        () -> {
          if (!pipe.isClosed()) {
            register(pipe, ofProcess(driver));
          }
        });
  }

  private void announce(RegisteredSession session, Status status, String reason) {
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

  private static Register ofProcess(DriverInstance driver) {
    return new Register(null, driver, null, Set.of(), null);
  }

  private static Future<Void> turnAway(DriverSession session) {
    Promise<Void> done = Promise.promise();
    session.onContext(
        () -> {
          tooLate(session);
          done.complete();
        });
    return done.future();
  }

  private static void tooLate(DriverSession session) {
    if (!session.isClosed()) {
      session.close(CloseCode.SHUTTING_DOWN, "stopping");
    }
  }

  private static HubFailure unauthorized() {
    return HubFailure.unauthenticated(
            "This driver may not connect.", "Send the driver token of the hub's configuration.")
        .reason("DRIVER_WS_UNAUTHORIZED")
        .details(List.of("Set Authorization: Bearer, ?token= or params.token."));
  }
}
