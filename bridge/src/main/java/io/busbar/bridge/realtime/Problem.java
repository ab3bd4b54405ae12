package io.busbar.bridge.realtime;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why something was not done, as clients read it. */
record Problem(String code, String message, List<String> details, @Nullable String hint) {
  private static final Logger log = LoggerFactory.getLogger(Problem.class);

  static Problem of(Throwable cause) {
    if (cause instanceof HubFailure failure) {
      return new Problem(failure.reason(), failure.message(), failure.details(), failure.hint());
    }
    log.error("A socket's request failed unexpectedly", cause);
    return new Problem(
        FailureCode.INTERNAL.name(),
        "The hub failed on this request.",
        List.of(),
        "Look for this time in the hub's log and report it.");
  }
}
