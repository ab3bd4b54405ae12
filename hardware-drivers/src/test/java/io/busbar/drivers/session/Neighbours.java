package io.busbar.drivers.session;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.AnnounceDevice;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.devices.DevicesContract.RemoveDevice;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.states.StatesContract.StateReported;
import io.busbar.contracts.telemetry.TelemetryContract;
import io.busbar.contracts.telemetry.TelemetryContract.ReportMetrics;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.StateVersion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The services a driver session talks to: a registry, a state store, telemetry. */
final class Neighbours {
  private static final Instant THEN = Instant.parse("2026-11-01T12:00:00Z");

  /** Every question in the order it was asked. */
  final List<Object> asked = new CopyOnWriteArrayList<>();

  private final Map<Endpoint, Device> devices = new ConcurrentHashMap<>();
  private volatile Function<Object, Future<Void>> before = question -> Future.succeededFuture();

  Future<Void> start(HubBus bus) {
    return Future.all(
            List.of(
                bus.serve(DevicesContract.REGISTERED, question -> taken(question).map(this::list)),
                bus.serve(DevicesContract.ANNOUNCE, question -> taken(question).map(this::add)),
                bus.serve(DevicesContract.REMOVE, question -> taken(question).map(this::remove)),
                bus.serve(
                    StatesContract.SPEAK_FOR, question -> Future.succeededFuture(Nothing.NOTHING)),
                bus.serve(
                    StatesContract.REPORT,
                    question ->
                        taken(question).map(q -> new StateReported(StateVersion.NONE, true))),
                bus.serve(
                    TelemetryContract.REPORT, question -> taken(question).map(Nothing.NOTHING))))
        .mapEmpty();
  }

  /** Fails every question of a type from now on. */
  void failOn(Class<?> type, HubFailure failure) {
    before =
        question ->
            type.isInstance(question) ? Future.failedFuture(failure) : Future.succeededFuture();
  }

  /** Answers every question again. */
  void recover() {
    before = question -> Future.succeededFuture();
  }

  /** Holds every answer to a question of a type until the promise is completed. */
  Promise<Void> holdOn(Class<?> type) {
    Promise<Void> gate = Promise.promise();
    before = question -> type.isInstance(question) ? gate.future() : Future.succeededFuture();
    return gate;
  }

  <T> List<T> asked(Class<T> type) {
    return asked.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private <Q> Future<Q> taken(Q question) {
    asked.add(question);
    return before.apply(question).map(question);
  }

  private Registered list(ListRegistered question) {
    return new Registered(
        devices.values().stream()
            .filter(device -> device.endpoint().driver().equals(question.driver()))
            .toList());
  }

  private Device add(AnnounceDevice question) {
    return devices.computeIfAbsent(question.endpoint(), Neighbours::device);
  }

  private Nothing remove(RemoveDevice question) {
    if (devices.remove(question.endpoint()) == null) {
      throw HubFailure.notFound("device", question.endpoint().externalId());
    }
    return Nothing.NOTHING;
  }

  private static Device device(Endpoint endpoint) {
    return new Device(
        new DeviceId("dev-" + endpoint.externalId()),
        endpoint,
        "Lamp",
        "light",
        List.of(),
        Fields.EMPTY,
        Fields.EMPTY,
        List.of(),
        null,
        THEN,
        THEN);
  }

  /** What was reported, as {@code device=patch}. */
  List<String> reports() {
    return asked(ReportState.class).stream()
        .map(report -> report.deviceId() + "=" + report.patch().values())
        .toList();
  }

  List<ReportMetrics> metrics() {
    return asked(ReportMetrics.class);
  }
}
