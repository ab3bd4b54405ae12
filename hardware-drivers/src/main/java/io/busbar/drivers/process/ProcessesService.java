package io.busbar.drivers.process;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.busbar.contracts.integrations.ProcessesContract.Catalog;
import io.busbar.contracts.integrations.ProcessesContract.Condition;
import io.busbar.contracts.integrations.ProcessesContract.Conditions;
import io.busbar.contracts.integrations.ProcessesContract.DriverPackage;
import io.busbar.contracts.integrations.ProcessesContract.LogTail;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.contracts.integrations.ProcessesContract.StopProcess;
import io.busbar.contracts.integrations.ProcessesContract.TailLog;
import io.busbar.contracts.integrations.ProcessesContract.Tried;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Nothing;
import io.busbar.drivers.manifest.DriverFolder;
import io.busbar.drivers.manifest.DriverLibrary;
import io.busbar.drivers.manifest.DriverManifest;
import io.busbar.drivers.process.log.Redaction;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Supervises the local drivers of one node (spec 7). Confined to its verticle's context. */
public final class ProcessesService {
  static final Duration TRIAL = Duration.ofSeconds(15);
  private static final int TRIAL_LINES = 50;

  private final Vertx vertx;
  private final DriverLibrary library;
  private final List<DriverBody.Maker> makers;
  private final Instances instances;
  private final Surroundings surroundings;
  private boolean closing;

  ProcessesService(
      Vertx vertx,
      DriverLibrary library,
      List<DriverBody.Maker> makers,
      Instances instances,
      Surroundings surroundings) {
    this.vertx = vertx;
    this.library = library;
    this.makers = List.copyOf(makers);
    this.instances = instances;
    this.surroundings = surroundings;
  }

  Future<Catalog> catalog(Nothing question) {
    return vertx.executeBlocking(
        () -> new Catalog(library.drivers().stream().map(this::described).toList()), false);
  }

  Future<Condition> start(StartProcess wanted) {
    return prepared(wanted).compose(entry -> instances.inTurn(entry, () -> restart(entry, wanted)));
  }

  Future<Condition> stop(StopProcess question) {
    return instances
        .find(question.driver())
        .map(entry -> instances.inTurn(entry, () -> entry.driver().stop()))
        .orElseGet(() -> Future.succeededFuture(neverStarted(question.driver())));
  }

  Future<Tried> tryOut(StartProcess wanted) {
    return prepared(wanted).compose(entry -> instances.inTurn(entry, () -> trial(entry, wanted)));
  }

  Future<Conditions> conditions(Nothing question) {
    List<Condition> conditions = instances.all().map(entry -> entry.driver().condition()).toList();
    return Future.succeededFuture(new Conditions(conditions));
  }

  Future<LogTail> tail(TailLog question) {
    List<String> lines =
        instances
            .find(question.driver())
            .map(entry -> entry.log().tail(question.lines()))
            .orElse(List.of());
    return Future.succeededFuture(new LogTail(lines));
  }

  /** Listens to sessions: one over WebSocket takes over the commands of its process. */
  void statusChanged(DriverStatusChanged change) {
    String address = Objects.requireNonNullElse(change.remoteAddress(), "");
    if (!change.transport().equals("websocket")) {
      return;
    }
    Optional<SupervisedDriver> driver =
        instances.find(change.driver()).map(Instances.Entry::driver);
    if (change.status() == Status.CONNECTED) {
      driver.ifPresent(connected -> connected.socketConnected(address));
    }
    if (change.status() == Status.DISCONNECTED) {
      driver.ifPresent(lost -> lost.socketDisconnected(address));
    }
  }

  /** Stops all instances at once. Succeeds when all are gone. */
  Future<Void> stopAll() {
    closing = true;
    List<Future<Condition>> stops = new ArrayList<>();
    instances.all().forEach(entry -> stops.add(entry.driver().stop()));
    return Future.join(stops).mapEmpty();
  }

  private Future<Instances.Entry> prepared(StartProcess wanted) {
    return folderOf(wanted)
        .map(folder -> instances.entry(wanted, folder, makerOf(folder), surroundings));
  }

  private Future<Condition> restart(Instances.Entry entry, StartProcess wanted) {
    return entry
        .driver()
        .stop()
        .compose(stopped -> folderOf(wanted))
        .map(folder -> become(entry, wanted, folder))
        .compose(SupervisedDriver::start);
  }

  private Future<DriverFolder> folderOf(StartProcess wanted) {
    DriverKey key = wanted.driver().driverKey();
    return vertx
        .executeBlocking(() -> library.find(key), false)
        .map(found -> found.orElseThrow(() -> noSuchDriver(key)));
  }

  private SupervisedDriver become(Instances.Entry entry, StartProcess wanted, DriverFolder folder) {
    if (closing) {
      throw HubFailure.unavailable("The hub is stopping.", "It starts its drivers again with it.");
    }
    entry.log().redact(Redaction.of(secrets(wanted, folder.manifest())));
    entry.driver().become(wanted, folder, makerOf(folder));
    return entry.driver();
  }

  private Future<Tried> trial(Instances.Entry entry, StartProcess wanted) {
    boolean wasRunning = entry.driver().isAlive();
    Future<?> ready = wasRunning ? Future.succeededFuture() : restart(entry, wanted);
    return ready
        .compose(started -> sign(entry.driver()))
        .compose(tried -> wasRunning ? Future.succeededFuture(tried) : after(entry, tried))
        .map(tried -> new Tried(tried.ok(), tried.message(), entry.log().tail(TRIAL_LINES)));
  }

  private static Future<Tried> after(Instances.Entry entry, Tried tried) {
    return entry.driver().stop().map(stopped -> tried);
  }

  /** Waits for the first sign of life, at most {@link #TRIAL}; never fails. */
  private Future<Tried> sign(SupervisedDriver driver) {
    Promise<Tried> outcome = Promise.promise();
    Timers.Timer limit =
        surroundings
            .timers()
            .after(
                TRIAL,
                () -> outcome.tryComplete(tried(false, "It runs, but said nothing within 15 s.")));
    driver
        .firstSign()
        .onSuccess(sign -> outcome.tryComplete(tried(true, "It runs and answers.")))
        .onFailure(end -> outcome.tryComplete(tried(false, String.valueOf(end.getMessage()))));
    return outcome.future().onComplete(done -> limit.end());
  }

  private static Tried tried(boolean ok, String message) {
    return new Tried(ok, message, List.of());
  }

  private DriverBody.Maker makerOf(DriverFolder folder) {
    return makers.stream()
        .filter(maker -> maker.makes(folder.manifest().driverType()))
        .findFirst()
        .orElseThrow(
            () ->
                HubFailure.unavailable(
                    "This hub runs no drivers in %s."
                        .formatted(folder.manifest().driverType().word()),
                    "Use a driver in another language."));
  }

  private DriverPackage described(DriverFolder folder) {
    DriverManifest manifest = folder.manifest();
    return new DriverPackage(
        manifest.driverKey(),
        manifest.name(),
        manifest.version().text(),
        manifest.vendor(),
        manifest.description(),
        manifest.driverType().word(),
        manifest.iotClass(),
        folder.bundled(),
        manifest.capabilities(),
        manifest.properties(),
        manifest.commands(),
        manifest.inputs(),
        manifest.outputs(),
        unavailable(folder),
        folder.bundled() ? manifest.autoStart() : null);
  }

  private @Nullable String unavailable(DriverFolder folder) {
    try {
      return makerOf(folder).unavailable(folder);
    } catch (HubFailure failure) {
      return failure.message();
    }
  }

  private static List<String> secrets(StartProcess wanted, DriverManifest manifest) {
    Stream<String> declared =
        manifest.properties().stream().filter(PropertyDef::secret).map(PropertyDef::key);
    return Stream.concat(declared, wanted.secretKeys().stream())
        .distinct()
        .map(wanted.properties()::get)
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static Condition neverStarted(DriverInstance driver) {
    return new Condition(driver, Status.STOPPED, null, 0, null, "process");
  }

  private static HubFailure noSuchDriver(DriverKey key) {
    return HubFailure.notFound("driver", key).hint("Install it, or look at the list of drivers.");
  }
}
