package io.busbar.bridge.surface;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;

/** The one place that turns failures into HTTP status numbers (spec 2.0.3). */
public final class FailureMapper {
  private static final int RETRY_SECONDS = 5;

  private FailureMapper() {}

  /** The status a failure is answered with. */
  public static int status(HubFailure failure) {
    return switch (failure.code()) {
      case INVALID -> invalid(failure.reason());
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case OVERLOADED -> 429;
      case INTERNAL -> 500;
      case UNSUPPORTED -> 501;
      case UNAVAILABLE -> 503;
      case TIMED_OUT -> 504;
    };
  }

  /** After how many seconds to ask again; 0 when that is not said. */
  public static int retryAfterSeconds(HubFailure failure) {
    FailureCode code = failure.code();
    return code == FailureCode.UNAVAILABLE || code == FailureCode.OVERLOADED ? RETRY_SECONDS : 0;
  }

  private static int invalid(String reason) {
    return switch (reason) {
      case "METHOD_NOT_ALLOWED" -> 405;
      case "BODY_TOO_SLOW" -> 408;
      case "TOO_LARGE" -> 413;
      case "NOT_JSON" -> 415;
      case "VALUE_OUT_OF_RANGE" -> 422;
      default -> 400;
    };
  }
}
