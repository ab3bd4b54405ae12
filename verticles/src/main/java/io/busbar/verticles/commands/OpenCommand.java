package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.commands.CommandsContract.Stage;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.drivers.DriversContract.CommandSettled;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.RequestId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One command from its request to its end: where it stands, and who waits for it. */
final class OpenCommand {
  private final ExecuteCommand asked;
  private final RequestId requestId;
  private final String correlationId;
  private final Instant requestedAt;
  private final Promise<CommandOutcome> ended = Promise.promise();
  private Runnable whenDone = () -> {};
  private boolean handedOver;
  private boolean dispatched;
  private @Nullable CommandSettled early;
  private ActionMaps.@Nullable Mapped mapped;
  private @Nullable DriverInstance driver;
  private @Nullable String transport;

  OpenCommand(ExecuteCommand asked, RequestId requestId, Instant requestedAt) {
    this.asked = asked;
    this.requestId = requestId;
    this.correlationId = Objects.requireNonNullElse(asked.correlationId(), requestId.value());
    this.requestedAt = requestedAt;
  }

  RequestId requestId() {
    return requestId;
  }

  String correlationId() {
    return correlationId;
  }

  ExecuteCommand asked() {
    return asked;
  }

  Instant requestedAt() {
    return requestedAt;
  }

  Fields payload() {
    return Objects.requireNonNullElse(asked.payload(), Fields.EMPTY);
  }

  /** Whether the same thing was asked: then the same request id is a repetition, not a mistake. */
  boolean isRepeatedBy(ExecuteCommand other) {
    return asked.id().equals(other.id())
        && asked.command().equals(other.command())
        && payload().equals(Objects.requireNonNullElse(other.payload(), Fields.EMPTY));
  }

  /** What it became, and whose it is unless another driver is handed it. */
  void mappedTo(ActionMaps.Mapped what, Device device) {
    mapped = what;
    driver = device.endpoint().driver();
  }

  /** What follows from its completion. */
  OpenCommand onceDone(Runnable step) {
    whenDone = step;
    return this;
  }

  /** It was completed. */
  void done() {
    whenDone.run();
  }

  /** From now on this driver may know of it; with infrared it is not the device's own. */
  void handOver(DriverInstance to) {
    driver = to;
    handedOver = true;
  }

  /** Whether it was written to this driver. */
  boolean isWith(DriverInstance other) {
    return dispatched && other.equals(driver);
  }

  boolean isHandedOver() {
    return handedOver;
  }

  /** Answers the settlement that came before the word that it was dispatched, if one did. */
  @Nullable CommandSettled dispatchedOver(String usedTransport) {
    transport = usedTransport;
    dispatched = true;
    return early;
  }

  /** Keeps a settlement that came too early. Answers false when it is time for it. */
  boolean isTooEarlyFor(CommandSettled settled) {
    if (dispatched) {
      return false;
    }
    early = settled;
    return true;
  }

  /** Succeeds when the command has ended, however; fails when it was refused. */
  Future<CommandOutcome> ended() {
    return ended.future();
  }

  boolean isOpen() {
    return !ended.future().isComplete();
  }

  void end(CommandOutcome outcome) {
    ended.tryComplete(outcome);
  }

  /** Ends it for those who repeated it: it was not done. */
  void refuse(HubFailure failure) {
    ended.tryFail(failure);
  }

  CommandOutcome outcome(
      Status status,
      @Nullable String code,
      String message,
      Fields result,
      Fields state,
      Instant now) {
    return new CommandOutcome(
        requestId,
        correlationId,
        asked.id(),
        asked.command(),
        status,
        status == Status.COMPLETED,
        message,
        code,
        result,
        state,
        latency(now));
  }

  CommandProgress progress(
      Stage stage,
      @Nullable Status outcome,
      @Nullable String code,
      @Nullable String message,
      Fields result,
      Instant now) {
    ActionMaps.Mapped sent = mapped;
    return new CommandProgress(
        stage,
        requestId,
        correlationId,
        asked.id(),
        driver,
        asked.command(),
        sent == null ? asked.command() : sent.command(),
        sent == null ? payload() : sent.payload(),
        sent == null ? null : sent.mappedBy(),
        transport,
        outcome,
        code,
        message,
        latency(now),
        result,
        asked.source(),
        asked.by() == null ? null : asked.by().username(),
        now);
  }

  CommandRecord record(
      Status status, @Nullable String code, @Nullable String message, @Nullable Instant endedAt) {
    Principal by = asked.by();
    return new CommandRecord(
        requestId,
        asked.id(),
        asked.command(),
        mapped == null ? asked.command() : mapped.command(),
        payload(),
        asked.source(),
        by == null ? null : by.id(),
        requestedAt,
        status,
        code,
        message,
        endedAt);
  }

  private long latency(Instant now) {
    return Duration.between(requestedAt, now).toMillis();
  }
}
