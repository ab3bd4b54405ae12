package io.busbar.bridge.surface.hos;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.surface.hos.HosSettings.EnvelopeStyle;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.identity.IdentityContract.LoggedOut;
import io.busbar.contracts.identity.IdentityContract.User;
import io.busbar.contracts.identity.IdentityContract.Users;
import io.busbar.contracts.states.StatesContract.StateSnapshot;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Instant THEN = Instant.parse("2026-11-01T12:00:00Z");
  private static final String USER =
      "{\"id\":\"u\",\"username\":\"ada\",\"name\":\"Ada\",\"role\":\"admin\","
          + "\"createdAt\":\"2026-11-01T12:00:00Z\"}";
  private final Envelope legacy = new Envelope(EnvelopeStyle.LEGACY);
  private final Envelope dual = new Envelope(EnvelopeStyle.DUAL);
  private final Users users =
      new Users(List.of(new User(new UserId("u"), "ada", "Ada", null, Role.ADMIN, THEN)));

  @Test
  void wrapsAnAnswer() {
    assertThat(legacy.success(new LoggedOut(true)))
        .hasToString("{\"success\":true,\"message\":\"OK\",\"data\":{\"loggedOut\":true}}");
    assertThat(legacy.success(users))
        .hasToString("{\"success\":true,\"message\":\"OK\",\"data\":[" + USER + "]}");
  }

  @Test
  void keepsUnknownValues() {
    StateSnapshot snapshot = new StateSnapshot(Map.of("d", Fields.of("level", null)), 3, THEN);
    assertThat(legacy.success(snapshot).toString())
        .startsWith("{\"success\":true,\"message\":\"OK\",\"data\":{\"d\":{\"level\":null}},")
        .contains("\"revision\":3")
        .contains("\"timestamp\":\"2026-11-01T12:00:00Z\"");
  }

  @Test
  void repeatsFieldsAtTheTopWhenDual() {
    assertThat(dual.success(new LoggedOut(true)))
        .hasToString(
            "{\"success\":true,\"message\":\"OK\",\"data\":{\"loggedOut\":true},\"loggedOut\":true}");
    assertThat(dual.success(users))
        .hasToString(
            "{\"success\":true,\"message\":\"OK\",\"data\":[%1$s],\"users\":[%1$s]}"
                .formatted(USER));
  }

  @Test
  void neverOverwritesTheEnvelopeWhenDual() {
    StateSnapshot snapshot =
        new StateSnapshot(Map.of("success", Fields.EMPTY, "revision", Fields.EMPTY), 3, THEN);
    assertThat(dual.success(snapshot).toString())
        .contains("\"success\":true")
        .contains("\"revision\":3");
  }

  @Test
  void wrapsAFailure() {
    HubFailure failure = HubFailure.conflict("BUSY", "It is busy.", "Wait.").details(List.of("a"));
    assertThat(legacy.failure(failure, failure.message(), "t-1"))
        .hasToString(
            "{\"success\":false,\"message\":\"It is busy.\",\"error\":\"It is busy.\","
                + "\"code\":\"BUSY\",\"details\":[\"a\"],\"hint\":\"Wait.\",\"traceId\":\"t-1\","
                + "\"data\":null}");
  }
}
