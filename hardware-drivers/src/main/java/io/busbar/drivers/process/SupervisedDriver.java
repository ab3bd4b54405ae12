package io.busbar.drivers.process;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.integrations.ProcessesContract.Condition;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.drivers.manifest.DriverFolder;
import io.busbar.drivers.process.LifeCycle.Decision;
import io.busbar.drivers.process.Timers.Timer;
import io.busbar.drivers.process.log.DriverLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance under supervision: does what its {@link LifeCycle} decides. Confined to the context
 * it is used on.
 */
final class SupervisedDriver {
  static final Duration ALIVE = Duration.ofSeconds(3);
  private static final Logger log = LoggerFactory.getLogger(SupervisedDriver.class);

  private final Surroundings surroundings;
  private final DriverLog driverLog;
  private StartProcess wanted;
  private DriverFolder folder;
  private DriverBody.Maker maker;
  private LifeCycle life;
  private @Nullable Run run;
  private Timer retry = Timer.NONE;
  private Promise<Void> stopped = Promise.promise();
  private String ownTransport = "process";
  private @Nullable String socketAddress;

  SupervisedDriver(
      StartProcess wanted,
      DriverFolder folder,
      DriverBody.Maker maker,
      DriverLog driverLog,
      Surroundings surroundings) {
    this.wanted = wanted;
    this.folder = folder;
    this.maker = maker;
    this.driverLog = driverLog;
    this.surroundings = surroundings;
    this.life = LifeCycle.stopped(surroundings.clock().instant());
  }

  /** What the next launch starts. */
  void become(StartProcess newWanted, DriverFolder newFolder, DriverBody.Maker newMaker) {
    wanted = newWanted;
    folder = newFolder;
    maker = newMaker;
  }

  /** Succeeds when it was launched or could not be; never fails. */
  Future<Condition> start() {
    apply(life.start(surroundings.clock().instant()), "wanted");
    Run current = run;
    return current == null
        ? Future.succeededFuture(condition())
        : current.launched.future().transform(done -> Future.succeededFuture(condition()));
  }

  /** Succeeds when it is gone. */
  Future<Condition> stop() {
    apply(life.stop(surroundings.clock().instant()), "not wanted any more");
    return life.phase() == Status.STOPPED
        ? Future.succeededFuture(condition())
        : stopped.future().map(done -> condition());
  }

  /** The first sign of life of the present run; fails with a text when it ends before. */
  Future<Void> firstSign() {
    Run current = run;
    return current == null
        ? Future.failedFuture(String.valueOf(life.lastError()))
        : current.sign.future();
  }

  boolean isAlive() {
    return life.alive();
  }

  Condition condition() {
    Run current = run;
    return new Condition(
        wanted.driver(),
        life.phase(),
        life.lastError(),
        life.restarts(),
        current == null ? null : current.body.pid(),
        transport());
  }

  /** A WebSocket session of this instance came. */
  void socketConnected(String remoteAddress) {
    socketAddress = remoteAddress;
    Run current = run;
    if (current != null) {
      current.body.sessionElsewhere(true);
      current.spoke();
    }
  }

  /** A WebSocket session of this instance was lost; one that was replaced before does not count. */
  void socketDisconnected(String remoteAddress) {
    if (!remoteAddress.equals(socketAddress)) {
      return;
    }
    socketAddress = null;
    Run current = run;
    if (current != null) {
      current.body.sessionElsewhere(false);
    }
  }

  private String transport() {
    boolean onSocket = socketAddress != null && ownTransport.equals("process");
    return onSocket ? "websocket" : ownTransport;
  }

  private void apply(Decision decision, String reason) {
    Status before = life.phase();
    life = decision.next();
    if (before != life.phase()) {
      retry.end();
      retry = Timer.NONE;
    }
    Duration retryIn = decision.retryIn();
    if (retryIn != null) {
      retry = surroundings.timers().after(retryIn, this::retryDue);
    }
    if (before != life.phase() || decision.effect() == LifeCycle.Effect.LAUNCH) {
      tell(before, reason);
    }
    carryOut(decision.effect());
    if (life.phase() == Status.STOPPED) {
      stopped.tryComplete();
    }
  }

  private void carryOut(LifeCycle.Effect effect) {
    Run current = run;
    switch (effect) {
      case NOTHING -> {}
      case LAUNCH -> launch();
      case END -> {
        if (current != null) {
          current.body.end();
        }
      }
      case KILL -> {
        if (current != null) {
          current.body.kill();
        }
      }
    }
  }

  private void launch() {
    if (stopped.future().isComplete()) {
      stopped = Promise.promise();
    }
    Run next = new Run();
    run = next;
    next.body = maker.make(wanted, folder, driverLog, next);
    ownTransport = next.body.transport();
    next.body
        .launch()
        .onSuccess(launched -> next.launched())
        .onFailure(failure -> next.ended(endingOf(failure)));
  }

  private Ending endingOf(Throwable failure) {
    if (!(failure instanceof HubFailure refusal)) {
      log.error("{} could not be launched", wanted.driver(), failure);
      return Ending.crash("The hub failed to launch it: " + failure);
    }
    String hint = refusal.hint();
    String text = driverLog.redacted(refusal.message() + (hint == null ? "" : " " + hint));
    driverLog.write("hub", text);
    return new Ending(refusal.code() == FailureCode.INVALID, text);
  }

  private void retryDue() {
    apply(life.retryDue(surroundings.clock().instant()), "tried again after trouble");
  }

  private void tell(Status before, String reason) {
    driverLog.write(
        "hub", "%s: %s".formatted(life.phase().name().toLowerCase(Locale.ROOT), reason));
    boolean trouble = life.phase() == Status.CRASHED || life.phase() == Status.FAILED;
    if (trouble && before != life.phase() && life.quickCrashes() <= 1) {
      log.warn("Driver {} {}: {}", wanted.driver(), life.phase(), reason);
    }
    surroundings
        .announce()
        .accept(
            new DriverStatusChanged(
                wanted.driver(),
                wanted.name(),
                life.phase(),
                transport(),
                reason,
                life.restarts(),
                null,
                surroundings.clock().instant()));
  }

  /** One run; what an earlier one still reports is ignored. */
  private final class Run implements DriverBody.Events {
    private final Promise<Void> launched = Promise.promise();
    private final Promise<Void> sign = Promise.promise();
    private DriverBody body = NoBody.NONE;
    private Timer settling = Timer.NONE;

    void launched() {
      launched.tryComplete();
      if (run == this) {
        settling = surroundings.timers().after(ALIVE, () -> settled("alive for 3 s"));
        if (socketAddress != null) {
          body.sessionElsewhere(true);
        }
      }
    }

    @Override
    public void spoke() {
      sign.tryComplete();
      settled("sent its first event");
    }

    private void settled(String how) {
      settling.end();
      if (run == this && life.phase() == Status.STARTING) {
        apply(life.settled(), how);
      }
    }

    @Override
    public void unhealthy(String why) {
      if (run == this) {
        driverLog.write("hub", "unhealthy: " + why);
        apply(life.unhealthy(why), why);
      }
    }

    @Override
    public void ended(Ending ending) {
      settling.end();
      launched.tryComplete();
      sign.tryFail(ending.text());
      if (run == this) {
        run = null;
        double random = surroundings.random().nextDouble();
        apply(life.ended(ending, surroundings.clock().instant(), random), ending.text());
      }
    }
  }
}
