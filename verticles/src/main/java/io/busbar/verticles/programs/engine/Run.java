package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramRun.Step;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.runs.NumberedStep;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run while it goes on. Used on one context. */
final class Run {
  /** More steps are done, but neither kept nor announced. */
  static final int MOST_STEPS = 1000;

  private static final String CANCELLED = "RUN_CANCELLED";

  private final String id;
  private final Start start;
  private final Instant startedAt;
  private final List<Step> steps = new ArrayList<>();
  private final Set<Runnable> cuts = new LinkedHashSet<>();
  private final Promise<Run> ended = Promise.promise();
  private final Promise<Run> stored = Promise.promise();
  private Status status;
  private @Nullable String message;
  private @Nullable String code;
  private @Nullable String cancelledBecause;
  private @Nullable Instant endedAt;
  private int unkept;
  private boolean opened;
  private boolean begun;

  Run(String id, Start start, Status status, Instant startedAt) {
    this.id = id;
    this.start = start;
    this.status = status;
    this.startedAt = startedAt;
  }

  static boolean isCancellation(Throwable cause) {
    return cause instanceof HubFailure failure && failure.reason().equals(CANCELLED);
  }

  static <T> Future<T> cancellation() {
    return Future.failedFuture(cancelled());
  }

  private static HubFailure cancelled() {
    return HubFailure.conflict(CANCELLED, "The run was cancelled.", "Run the program again.");
  }

  String id() {
    return id;
  }

  Start start() {
    return start;
  }

  String programId() {
    return start.program().id();
  }

  Status status() {
    return status;
  }

  @Nullable String message() {
    return message;
  }

  /** Why it failed, in one word. */
  @Nullable String code() {
    return code;
  }

  boolean isEnded() {
    return endedAt != null;
  }

  boolean isCancelled() {
    return cancelledBecause != null;
  }

  /** Completes when the last step has ended; never fails. */
  Future<Run> ended() {
    return ended.future();
  }

  /** Completes when its end is durable, or given up; never fails. */
  Future<Run> stored() {
    return stored.future();
  }

  /** Its beginning is durable. */
  void opened() {
    opened = true;
  }

  boolean isOpened() {
    return opened;
  }

  /** Its turn has come; whether it had not come before. */
  boolean begin() {
    boolean first = !begun;
    begun = true;
    status = Status.RUNNING;
    return first;
  }

  /** Lets no other step begin and ends the waiting of those under way. */
  void cancel(String because) {
    if (isCancelled() || isEnded()) {
      return;
    }
    cancelledBecause = because;
    List.copyOf(cuts).forEach(Runnable::run);
  }

  /** What the work comes to, or the cancellation if that is first. */
  <T> Future<T> untilCancelled(Future<T> work) {
    if (work.isComplete()) {
      return work;
    }
    Promise<T> first = Promise.promise();
    Runnable cut = () -> first.tryFail(cancelled());
    cuts.add(cut);
    work.onComplete(
        done -> {
          cuts.remove(cut);
          if (done.succeeded()) {
            first.tryComplete(done.result());
          } else {
            first.tryFail(done.cause());
          }
        });
    return first.future();
  }

  /** A step begins; null when there are too many to keep. */
  @Nullable NumberedStep beginStep(String path, String type, Instant now) {
    if (steps.size() >= MOST_STEPS) {
      unkept++;
      return null;
    }
    Step step = new Step(path, type, Status.RUNNING, null, Fields.EMPTY, now, null);
    steps.add(step);
    return new NumberedStep(steps.size() - 1, step);
  }

  NumberedStep endStep(NumberedStep begun, Done done, Instant now) {
    Step step = begun.step();
    Step over =
        new Step(
            step.path(),
            step.type(),
            done.status(),
            done.message(),
            done.result(),
            step.startedAt(),
            now);
    steps.set(begun.number(), over);
    return new NumberedStep(begun.number(), over);
  }

  /** Ends it: completed, failed with the cause, or cancelled. */
  void end(@Nullable Throwable cause, Instant now) {
    endedAt = now;
    boolean cut = isCancelled() && (cause != null || status == Status.QUEUED);
    if (cut) {
      status = Status.CANCELLED;
      message = cancelledBecause;
    } else if (cause == null) {
      status = Status.COMPLETED;
    } else {
      status = Status.FAILED;
      message = Objects.requireNonNullElse(cause.getMessage(), "The hub failed on this run.");
      code = cause instanceof HubFailure failure ? failure.reason() : "INTERNAL";
    }
    if (unkept > 0) {
      String note = "%d more steps are not kept.".formatted(unkept);
      message = message == null ? note : message + " " + note;
    }
  }

  /** Ends it before anything was done. */
  void skip(String because, Instant now) {
    endedAt = now;
    status = Status.SKIPPED;
    message = because;
  }

  void announceEnd(Future<Void> storing) {
    storing.onComplete(done -> stored.tryComplete(this));
    ended.tryComplete(this);
  }

  /** How it stands, with all steps kept. */
  ProgramRun whole() {
    return with(steps);
  }

  /** How it stands, without steps. */
  ProgramRun bare() {
    return with(List.of());
  }

  private ProgramRun with(List<Step> shown) {
    return new ProgramRun(
        id,
        programId(),
        start.program().program().name(),
        status,
        start.source(),
        start.startedBy(),
        start.variables(),
        shown,
        message,
        startedAt,
        endedAt);
  }
}
