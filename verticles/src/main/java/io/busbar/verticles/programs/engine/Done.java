package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.value.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What came of an action.
 *
 * @param message why it did not complete
 */
record Done(Status status, @Nullable String message, Fields result) {
  static Done completed(Fields result) {
    return new Done(Status.COMPLETED, null, result);
  }

  /** What a failure means for a step: an answer that did not come leaves it unknown. */
  static Done of(Throwable cause) {
    if (Run.isCancellation(cause)) {
      return new Done(Status.CANCELLED, cause.getMessage(), Fields.EMPTY);
    }
    if (!(cause instanceof HubFailure failure)) {
      return new Done(Status.FAILED, "The hub failed on this step.", code("INTERNAL"));
    }
    Status status = failure.code() == FailureCode.TIMED_OUT ? Status.UNKNOWN : Status.FAILED;
    return new Done(status, failure.message(), code(failure.reason()));
  }

  boolean isCompleted() {
    return status == Status.COMPLETED;
  }

  private static Fields code(String code) {
    return Fields.of("code", code);
  }
}
