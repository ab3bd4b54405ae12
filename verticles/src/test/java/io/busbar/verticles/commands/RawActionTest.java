package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.House.LAMP;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteRaw;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawActionTest {
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void sendsARawActionAsItIs() {
    String map = bench.save(Fields.of("action", "set_brightness").with("command", "LEVEL")).id();
    Fields beyond = Fields.of("brightness", 500).with("value", 1);

    CommandOutcome outcome = success(raw("set_brightness", beyond, null));

    assertThat(map).isNotBlank();
    assertThat(outcome.status()).isEqualTo(Status.COMPLETED);
    assertThat(bench.delivered)
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.command()).isEqualTo("set_brightness");
              assertThat(sent.payload()).isEqualTo(beyond);
            });
  }

  @Test
  void keepsTheLimits() {
    for (String action : new String[] {"\u0000", "", "x".repeat(129)}) {
      assertThat(failure(raw(action, Fields.EMPTY, null)).code()).isEqualTo(FailureCode.INVALID);
    }
    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void isForAdministrators() {
    assertThat(success(raw("KEY_7", Fields.EMPTY, person(Role.ADMIN))).success()).isTrue();
    assertThat(failure(raw("KEY_7", Fields.EMPTY, person(Role.INSTALLER))).code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(bench.delivered).hasSize(1);
  }

  private Future<CommandOutcome> raw(String action, Fields payload, @Nullable Principal by) {
    return bench.bus.request(
        CommandsContract.EXECUTE_RAW, new ExecuteRaw(LAMP, action, payload, null, Source.REST, by));
  }

  private static Principal person(Role role) {
    return new Principal(
        new UserId("u"), "ada", "Ada", null, role, role.scopes(), "t", Instant.MAX);
  }
}
