package io.busbar.bridge.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureMapperTest {
  @ParameterizedTest
  @CsvSource({
    "INVALID, INVALID, 400, 0",
    "INVALID, MALFORMED_JSON, 400, 0",
    "INVALID, METHOD_NOT_ALLOWED, 405, 0",
    "INVALID, BODY_TOO_SLOW, 408, 0",
    "INVALID, TOO_LARGE, 413, 0",
    "INVALID, NOT_JSON, 415, 0",
    "INVALID, VALUE_OUT_OF_RANGE, 422, 0",
    "UNAUTHENTICATED, UNAUTHENTICATED, 401, 0",
    "FORBIDDEN, SCOPE_MISSING, 403, 0",
    "NOT_FOUND, NOT_FOUND, 404, 0",
    "CONFLICT, DRIVER_OFFLINE, 409, 0",
    "OVERLOADED, RATE_LIMITED, 429, 5",
    "INTERNAL, INTERNAL, 500, 0",
    "UNSUPPORTED, UNSUPPORTED, 501, 0",
    "UNAVAILABLE, UNAVAILABLE, 503, 5",
    "TIMED_OUT, TIMED_OUT, 504, 0"
  })
  void mapsEveryCode(FailureCode code, String reason, int status, int retry) {
    HubFailure failure = HubFailure.of(code, "m").reason(reason);
    assertThat(FailureMapper.status(failure)).isEqualTo(status);
    assertThat(FailureMapper.retryAfterSeconds(failure)).isEqualTo(retry);
  }
}
