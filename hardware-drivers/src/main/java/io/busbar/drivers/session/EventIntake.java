package io.busbar.drivers.session;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.AnnounceDevice;
import io.busbar.contracts.devices.DevicesContract.RemoveDevice;
import io.busbar.contracts.driver.DriverFrame.About;
import io.busbar.contracts.driver.DriverFrame.Announce;
import io.busbar.contracts.driver.DriverFrame.MetricUpdate;
import io.busbar.contracts.driver.DriverFrame.Removed;
import io.busbar.contracts.driver.DriverFrame.StateUpdate;
import io.busbar.contracts.driver.DriverFrameReader;
import io.busbar.contracts.driver.HubFrames;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.telemetry.TelemetryContract;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.telemetry.TelemetryContract.ReportMetrics;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of one driver in, in order: what changes the registry is awaited, what is too
 * fast is coalesced or dropped, and the link is not read while too much waits.
 */
final class EventIntake {
  static final long RELEASE_EVERY_MS = 100;

  /** A device that could not be stored is tried again after so many releases: two seconds. */
  private static final int RETRY_TICKS = 20;

  private final HubBus bus;
  private final DriverSession session;
  private final DriverInstance driver;
  private final Clock clock;
  private final EventRate rate;
  private final DriverCounts counts;
  private final Map<String, DeviceId> devices = new HashMap<>();
  private final Deque<About> waiting = new ArrayDeque<>();
  private final HeldStates held = new HeldStates();
  private final LateDevices late = new LateDevices();
  private int ticksToRetry = RETRY_TICKS;
  private boolean awaiting = true;
  private boolean tooFast;
  private int openReports;
  private boolean closed;

  EventIntake(
      HubBus bus,
      DriverSession session,
      DriverInstance driver,
      SessionLimits limits,
      Clock clock,
      DriverCounts counts) {
    this.bus = bus;
    this.session = session;
    this.driver = driver;
    this.clock = clock;
    this.rate = new EventRate(limits, clock);
    this.counts = counts;
  }

  /** Starts taking events in: the devices of former sessions are known. */
  void open(List<Device> known) {
    known.forEach(device -> devices.put(device.endpoint().externalId(), device.id()));
    awaiting = false;
    drain();
  }

  /** Takes nothing more in; whoever has the link next may read it. */
  void close() {
    closed = true;
    waiting.clear();
    session.pause(false);
  }

  void take(About event) {
    if (closed) {
      return;
    }
    counts.events.increment();
    if (awaiting || !waiting.isEmpty()) {
      waiting.add(event);
      breathe();
      return;
    }
    process(event);
  }

  /**
   * Lets go of coalesced states as the rate allows, and tries late devices again; called every
   * {@link #RELEASE_EVERY_MS}.
   */
  void release() {
    tooFast = false;
    retryLate();
    while (!held.isEmpty() && rate.allows()) {
      held.takeOldest().ifPresent(state -> report(state.externalId(), state.patch(), state.ids()));
    }
    breathe();
  }

  private void drain() {
    while (!awaiting && !waiting.isEmpty()) {
      process(waiting.remove());
    }
    breathe();
  }

  private void process(About event) {
    if (event instanceof Announce announce) {
      awaiting(announce.id(), announce(announce));
    } else if (event instanceof Removed removed) {
      awaiting(removed.id(), remove(removed));
    } else if (event instanceof StateUpdate update) {
      take(update);
    } else if (event instanceof MetricUpdate update) {
      take(update);
    }
  }

  private void awaiting(@Nullable Object id, Future<?> change) {
    awaiting = true;
    change.onComplete(
        done -> {
          if (closed) {
            return;
          }
          awaiting = false;
          answer(id, done.succeeded() ? null : done.cause());
          drain();
        });
  }

  private Future<Device> announce(Announce announce) {
    Endpoint endpoint = new Endpoint(driver, announce.externalId());
    return bus.request(
            DevicesContract.ANNOUNCE,
            new AnnounceDevice(endpoint, announce.announced(), announce.partial()))
        .onSuccess(device -> stored(announce, device))
        .onFailure(cause -> notStored(announce, cause));
  }

  private void stored(Announce announce, Device device) {
    devices.put(announce.externalId(), device.id());
    late.remove(announce.externalId())
        .ifPresent(state -> report(state.externalId(), state.patch(), state.ids()));
  }

  private void notStored(Announce announce, Throwable cause) {
    boolean passing =
        cause instanceof HubFailure failure
            && (failure.code() == FailureCode.UNAVAILABLE
                || failure.code() == FailureCode.TIMED_OUT);
    if (passing && !announce.partial() && !devices.containsKey(announce.externalId())) {
      late.add(announce);
    }
  }

  private void retryLate() {
    Announce oldest = late.oldest();
    if (oldest == null || awaiting || --ticksToRetry > 0) {
      return;
    }
    ticksToRetry = RETRY_TICKS;
    awaiting = true;
    announce(oldest)
        .onComplete(
            done -> {
              if (closed) {
                return;
              }
              ticksToRetry = done.succeeded() ? 1 : RETRY_TICKS;
              awaiting = false;
              drain();
            });
  }

  private Future<?> remove(Removed removed) {
    Endpoint endpoint = new Endpoint(driver, removed.externalId());
    return bus.request(
            DevicesContract.REMOVE,
            new RemoveDevice(endpoint, removed.reason(), removed.permanent()))
        .onSuccess(done -> devices.remove(removed.externalId()))
        .onComplete(done -> forgetLate(removed.externalId()));
  }

  private void forgetLate(String externalId) {
    late.remove(externalId)
        .ifPresent(
            state -> state.ids().forEach(id -> session.sendError(unknownDevice(externalId), id)));
  }

  private void take(StateUpdate update) {
    if (late.contains(update.externalId())) {
      tooFast |= !late.hold(update);
      return;
    }
    if (!devices.containsKey(update.externalId())) {
      refuse(unknownDevice(update.externalId()), update.id());
      return;
    }
    if (!held.holds(update.externalId()) && rate.allows()) {
      List<Object> ids = update.id() == null ? List.of() : List.of(update.id());
      report(update.externalId(), update.patch(), ids);
      return;
    }
    boolean room = held.hold(update);
    counts.coalesced.increment();
    tooFast |= rate.overrun() || !room;
    warn();
    breathe();
  }

  private void take(MetricUpdate update) {
    DeviceId device = devices.get(update.externalId());
    if (device == null) {
      refuse(unknownDevice(update.externalId()), update.id());
      return;
    }
    if (!rate.allows()) {
      counts.metricsDropped.increment();
      tooFast |= rate.overrun();
      warn();
      breathe();
      return;
    }
    Instant now = clock.instant();
    List<Point> points =
        update.metrics().stream()
            .map(metric -> new Point(metric.key(), metric.value(), metric.unit(), now))
            .toList();
    bus.request(TelemetryContract.REPORT, new ReportMetrics(device, driver, points))
        .onComplete(done -> answer(update.id(), done.succeeded() ? null : done.cause()));
  }

  private void report(String externalId, Fields patch, List<Object> ids) {
    DeviceId device = devices.get(externalId);
    if (device == null) {
      ids.forEach(id -> session.sendError(unknownDevice(externalId), id));
      return;
    }
    openReports++;
    counts.states.increment();
    bus.request(
            StatesContract.REPORT,
            new ReportState(device, driver, patch, Source.DRIVER, !ids.isEmpty()))
        .onComplete(
            done -> {
              openReports--;
              Throwable cause = done.succeeded() ? null : done.cause();
              if (ids.isEmpty()) {
                answer(null, cause);
              }
              ids.forEach(id -> answer(id, cause));
              breathe();
            });
    breathe();
  }

  private void answer(@Nullable Object id, @Nullable Throwable cause) {
    if (cause != null) {
      refuse(wording(cause), id);
    } else if (id != null) {
      session.send(HubFrames.ack(id));
    }
  }

  private void refuse(HubFailure failure, @Nullable Object id) {
    counts.rejected.increment();
    session.sendError(failure, id);
  }

  private void warn() {
    if (rate.shouldWarn()) {
      session.sendError(
          HubFailure.overloaded(
                  "Too many events.", "Metrics are dropped and states coalesced until it slows.")
              .reason("DRIVER_WS_RATE_LIMIT"),
          null);
    }
  }

  /** Reads the link only while there is room for what it brings, and for the answers to it. */
  void breathe() {
    if (closed) {
      return;
    }
    boolean full =
        tooFast
            || session.link().isFull()
            || waiting.size() >= SessionLimits.MAX_WAITING_FRAMES
            || openReports >= SessionLimits.MAX_OPEN_REPORTS;
    session.pause(full);
  }

  private static HubFailure wording(Throwable cause) {
    if (!(cause instanceof HubFailure failure)) {
      return HubFailure.invalid("The hub failed on this message.", "Send it again.")
          .reason("DRIVER_WS_INTERNAL_ERROR");
    }
    return switch (failure.code()) {
      case INVALID, CONFLICT, UNSUPPORTED -> failure.reason(DriverFrameReader.VALIDATION_ERROR);
      case NOT_FOUND -> failure.reason("DRIVER_WS_UNKNOWN_DEVICE");
      case OVERLOADED -> failure.reason("DRIVER_WS_RATE_LIMIT");
      case FORBIDDEN, UNAUTHENTICATED -> failure.reason("DRIVER_WS_UNAUTHORIZED");
      case UNAVAILABLE, TIMED_OUT, INTERNAL -> failure.reason("DRIVER_WS_INTERNAL_ERROR");
    };
  }

  private static HubFailure unknownDevice(String externalId) {
    return HubFailure.notFound("device", externalId)
        .reason("DRIVER_WS_UNKNOWN_DEVICE")
        .hint("Send DEVICE_DISCOVERED for it first.");
  }
}
