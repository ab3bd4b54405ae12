package io.busbar.drivers.session;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.driver.DriverFrame;
import io.busbar.contracts.driver.DriverFrame.About;
import io.busbar.contracts.driver.DriverFrame.ActionResult;
import io.busbar.contracts.driver.DriverFrame.Register;
import io.busbar.contracts.driver.DriverLink;
import io.busbar.contracts.driver.HubFrames;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.CommandSettled;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.drivers.DriversContract.Delivered;
import io.busbar.contracts.drivers.DriversContract.ForwardMessage;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.SpeakFor;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The phase after registration: events come in, commands go out, results find their commands. */
final class RegisteredSession implements Phase {
  private static final long EXPIRE_EVERY_MS = 1000;
  private static final String PROCESS = "process";
  private static final Subscription SERVES_NOTHING = Future::succeededFuture;

  private final DriverSessions sessions;
  private final HubBus bus;
  private final DriverSession session;
  private Register register;
  private final SessionLimits limits;
  private final Clock clock;
  private final Instant begun;
  private final OpenCommands open;
  private final DriverCounts counts;
  private final EventIntake intake;
  private final String sessionId = UUID.randomUUID().toString();
  private @Nullable RegisteredSession predecessor;
  private Future<Subscription> serving = Future.succeededFuture(SERVES_NOTHING);
  private Future<Void> unserved = Future.succeededFuture();
  private Runnable stopTimer = () -> {};
  private boolean left;

  RegisteredSession(
      DriverSessions sessions,
      HubBus bus,
      DriverSession session,
      Register register,
      SessionLimits limits,
      Clock clock) {
    this.sessions = sessions;
    this.bus = bus;
    this.session = session;
    this.register = register;
    this.limits = limits;
    this.clock = clock;
    this.begun = clock.instant();
    this.open = new OpenCommands(limits.openCommands());
    this.counts = sessions.counts(register.driver().driverKey());
    this.intake = new EventIntake(bus, session, register.driver(), limits, clock, counts);
  }

  DriverInstance driver() {
    return register.driver();
  }

  @Nullable String name() {
    return register.name();
  }

  DriverLink link() {
    return session.link();
  }

  /** A process' pipe never takes over from the socket the same process opened. */
  boolean outranks(RegisteredSession next) {
    return next.isPipe() && !isPipe();
  }

  /** Whether it was there before the instant. */
  boolean isOlderThan(Instant instant) {
    return begun.isBefore(instant);
  }

  private boolean isPipe() {
    return link().transport().equals(PROCESS);
  }

  /** Says whose place this session takes. */
  RegisteredSession after(@Nullable RegisteredSession last) {
    predecessor = last;
    return this;
  }

  /**
   * Waits until nobody else serves the driver's address, becomes its owner, learns its devices,
   * then tells the driver.
   */
  void start(Vertx vertx, Future<Void> before) {
    long expiring = vertx.setPeriodic(EXPIRE_EVERY_MS, tick -> expire());
    long holding = vertx.setPeriodic(EventIntake.RELEASE_EVERY_MS, tick -> intake.release());
    stopTimer =
        () -> {
          vertx.cancelTimer(expiring);
          vertx.cancelTimer(holding);
        };
    Future<Void> room = predecessor == null ? Future.succeededFuture() : predecessor.replace();
    predecessor = null;
    serving = Future.join(before, room).transform(free -> serve());
    serving
        .compose(this::knowDevices)
        .onSuccess(known -> session.onContext(() -> opened(known)))
        .onFailure(cause -> session.onContext(() -> refused(cause)));
  }

  private Future<Subscription> serve() {
    Promise<Subscription> served = Promise.promise();
    session.onContext(
        () -> {
          Future<Subscription> mine = left ? Future.succeededFuture(SERVES_NOTHING) : serveDriver();
          mine.onComplete(served);
        });
    return served.future();
  }

  /** Both addresses of the driver, as one subscription. */
  private Future<Subscription> serveDriver() {
    return Future.all(
            bus.serve(DriversContract.DELIVER.at(driver()), this::deliver),
            bus.serve(DriversContract.FORWARD.at(driver()), this::forward))
        .map(served -> both(served.resultAt(0), served.resultAt(1)));
  }

  private Future<Registered> knowDevices(Subscription serves) {
    return left
        ? Future.succeededFuture(new Registered(List.of()))
        : bus.request(StatesContract.SPEAK_FOR, new SpeakFor(driver()))
            .compose(mine -> bus.request(DevicesContract.REGISTERED, new ListRegistered(driver())));
  }

  private void opened(Registered known) {
    if (left) {
      return;
    }
    confirm(register.id());
    intake.open(known.devices());
    sessions.connected(this);
  }

  private void refused(Throwable cause) {
    if (left) {
      return;
    }
    session.sendError(
        cause instanceof HubFailure failure
            ? failure.reason("DRIVER_WS_INTERNAL_ERROR")
            : HubFailure.invalid("The hub is not ready.", "Try again."),
        register.id());
    session.close(CloseCode.INTERNAL, "the hub is not ready");
  }

  private void confirm(@Nullable Object id) {
    if (!isPipe()) {
      session.send(HubFrames.registered(driver(), sessionId, id, clock.instant()));
    }
  }

  @Override
  public void frame(DriverFrame frame) {
    if (frame instanceof Register again) {
      registerAgain(again);
      return;
    }
    if (frame instanceof ActionResult result) {
      answered(result);
    } else {
      intake.take((About) frame);
    }
    intake.breathe();
  }

  @Override
  public void rejected(HubFailure failure, boolean registration) {
    counts.rejected.increment();
    intake.breathe();
  }

  @Override
  public void ended() {
    leaveNow("connection closed").onComplete(gone -> sessions.ended(this, "connection closed"));
  }

  /** Makes room for a newer session of the same driver. Succeeds when the address is free. */
  Future<Void> replace() {
    return leave("replaced", "A newer session took over.", CloseCode.REPLACED);
  }

  /** Tells the driver why, closes its link and gives its address up, on its own context. */
  Future<Void> leave(String status, String message, CloseCode code) {
    Promise<Void> gone = Promise.promise();
    session.onContext(
        () -> {
          boolean aside = isPipe() && code == CloseCode.REPLACED;
          if (!aside) {
            session.send(HubFrames.status(status, message));
          }
          leaveNow(message).onComplete(gone);
          if (!aside) {
            session.close(code, status);
          } else if (!session.isClosed()) {
            sessions.standBy(session, driver());
          }
        });
    return gone.future();
  }

  private Future<Void> leaveNow(String reason) {
    if (left) {
      return unserved;
    }
    left = true;
    stopTimer.run();
    for (DeliverCommand command : open.takeAll()) {
      settle(command, null, "DRIVER_DISCONNECTED", "The driver was lost: " + reason, Fields.EMPTY);
    }
    intake.close();
    unserved = serving.transform(serves -> end(serves.result()));
    return unserved;
  }

  private static Subscription both(Subscription first, Subscription second) {
    return () -> Future.join(first.end(), second.end()).mapEmpty();
  }

  private static Future<Void> end(@Nullable Subscription serves) {
    return serves == null ? Future.succeededFuture() : serves.end();
  }

  private void registerAgain(Register again) {
    if (again.driver().equals(driver())) {
      register = again;
      confirm(again.id());
      return;
    }
    Future<Void> gone = leaveNow("registered as another driver");
    gone.onComplete(free -> sessions.ended(this, "registered as another driver"));
    sessions.register(session, again, gone);
  }

  private Future<Delivered> deliver(DeliverCommand command) {
    if (left) {
      return Future.failedFuture(notConnected());
    }
    if (open.isFull() || link().isFull()) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "The driver has too many commands open (%d).".formatted(open.size()),
              "Wait for it to answer; it may be stuck."));
    }
    byte[] frame = HubFrames.command(driver(), register.capabilities(), command, clock.instant());
    if (frame.length > HubFrames.MAX_BYTES) {
      return Future.failedFuture(tooLarge("command"));
    }
    int before = open.size();
    open.add(command, clock.millis() + limits.resultWithin().toMillis());
    counts.open.addAndGet(open.size() - before);
    counts.delivered.increment();
    session.send(frame);
    return Future.succeededFuture(new Delivered(link().transport()));
  }

  private Future<Delivered> forward(ForwardMessage forward) {
    if (left) {
      return Future.failedFuture(notConnected());
    }
    if (link().isFull()) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "The driver does not read what it is sent.", "Wait; it may be stuck."));
    }
    byte[] frame = HubFrames.message(forward.message());
    if (frame.length > HubFrames.MAX_BYTES) {
      return Future.failedFuture(tooLarge("message"));
    }
    session.send(frame);
    return Future.succeededFuture(new Delivered(link().transport()));
  }

  private static HubFailure notConnected() {
    return HubFailure.unavailable("The driver is not connected.", "It reconnects by itself.");
  }

  private static HubFailure tooLarge(String what) {
    return HubFailure.invalid(
            "The %s is larger than a driver reads (64 KiB).".formatted(what),
            "Send a smaller payload.")
        .reason("TOO_LARGE");
  }

  private void answered(ActionResult result) {
    open.take(result)
        .ifPresent(
            command ->
                settle(
                    command,
                    result.success(),
                    result.success() ? null : "DRIVER_ERROR",
                    Objects.requireNonNullElse(
                        result.message(), result.success() ? "OK" : "The driver failed."),
                    result.result()));
    if (result.id() != null) {
      session.send(HubFrames.ack(result.id()));
    }
  }

  private void expire() {
    for (DeliverCommand command : open.takeExpired(clock.millis())) {
      settle(command, null, "RESULT_TIMEOUT", "The driver never answered.", Fields.EMPTY);
    }
  }

  private void settle(
      DeliverCommand command,
      @Nullable Boolean success,
      @Nullable String code,
      String message,
      Fields result) {
    counts.open.decrementAndGet();
    bus.publish(
        DriversContract.SETTLED.at(command.askedBy()),
        new CommandSettled(command.requestId(), success, code, message, result));
  }
}
