package io.busbar.bridge.management;

import io.busbar.contracts.bus.FailureCode;

/** The HTTP status of each failure at the management door. */
final class ManagementStatus {
  private ManagementStatus() {}

  static int of(FailureCode code) {
    return switch (code) {
      case INVALID -> 400;
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
}
