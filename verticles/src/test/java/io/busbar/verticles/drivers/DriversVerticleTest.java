package io.busbar.verticles.drivers;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.ListDrivers;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.verticles.testing.TestHub;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriversVerticleTest {
  private final TestHub hub = TestHub.open();
  private final HubBus bus = hub.bus();

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void listsWhatWasAnnouncedUntilItStops() {
    String deployment = hub.deploy(new DriversVerticle(bus));
    bus.publish(
        DriversContract.STATUS,
        new DriverStatusChanged(
            DriverInstance.of("HUE", "hue-1"),
            "Hue",
            Status.CONNECTED,
            "websocket",
            "registered",
            0,
            null,
            Instant.EPOCH));

    ListDrivers connected = new ListDrivers("connected");
    await()
        .untilAsserted(
            () ->
                assertThat(success(bus.request(DriversContract.LIST, connected)).drivers())
                    .hasSize(1));
    done(hub.vertx().undeploy(deployment));
    assertThat(failure(bus.request(DriversContract.LIST, connected)).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
  }
}
