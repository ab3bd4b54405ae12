package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.House.HUE;
import static io.busbar.verticles.commands.House.ask;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A driver that went with its node, while the bus still leads to where it was. */
class LostDriversTest {
  private final Bench bench = Bench.open();

  @BeforeEach
  void loseTheDriver() {
    tell(session(DriversContract.Status.CONNECTED).lostWithItsNode(bench.clock.instant()));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void isNotAskedAnyMore() {
    HubFailure refused = failure(turnOn());

    assertThat(refused.reason()).isEqualTo("DRIVER_OFFLINE");
    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void isAskedAgainOnceItIsBack() {
    tell(session(DriversContract.Status.STARTING));
    assertThat(failure(turnOn()).reason()).isEqualTo("DRIVER_OFFLINE");

    tell(session(DriversContract.Status.CONNECTED));
    assertThat(success(turnOn()).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void isNotShutOutByAWordThatGotLost() {
    bench.clock.pass(Duration.ofSeconds(11));

    assertThat(success(turnOn()).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void isAskedWhenItOnlyClosedItsSession() {
    tell(session(DriversContract.Status.CONNECTED));
    tell(session(DriversContract.Status.DISCONNECTED));

    assertThat(success(turnOn()).status()).isEqualTo(Status.COMPLETED);
  }

  private Future<CommandOutcome> turnOn() {
    return bench.bus.request(CommandsContract.EXECUTE, ask("turn_on", Fields.EMPTY, null, null));
  }

  private void tell(DriverStatusChanged status) {
    bench.bus.publish(DriversContract.STATUS, status);
    bench.settled();
  }

  private DriverStatusChanged session(DriversContract.Status status) {
    return new DriverStatusChanged(
        HUE, "Hue", status, "websocket", "", 0, null, bench.clock.instant());
  }
}
