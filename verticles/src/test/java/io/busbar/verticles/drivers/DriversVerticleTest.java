package io.busbar.verticles.drivers;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.Delivered;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.ListDrivers;
import io.busbar.contracts.drivers.DriversContract.MessageDelivered;
import io.busbar.contracts.drivers.DriversContract.SendMessage;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriversVerticleTest {
  private static final Fields TEST = Fields.of("event", "SELF_TEST");

  private final TestHub hub = TestHub.open();
  private final HubBus bus = hub.bus();
  private final List<Fields> forwarded = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void listsWhatWasAnnouncedUntilItStops() {
    String deployment = hub.deploy(new DriversVerticle(bus, "node-1", InstantSource.system()));
    connected("hue-1");

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

  @Test
  void sendsAMessageToTheOnlyInstance() {
    done(hub.vertx().deployVerticle(new DriversVerticle(bus, "node-1", InstantSource.system())));
    driver("hue-1");
    connected("hue-1");
    await().until(() -> listed() == 1);

    assertThat(success(bus.request(DriversContract.SEND_MESSAGE, send(null, TEST))))
        .isEqualTo(new MessageDelivered(true, new InstanceId("hue-1")));
    assertThat(forwarded).containsExactly(TEST);
  }

  @Test
  void wantsAnInstanceNamedWhenThereAreSeveral() {
    done(hub.vertx().deployVerticle(new DriversVerticle(bus, "node-1", InstantSource.system())));
    driver("hue-1");
    driver("hue-2");
    connected("hue-1");
    connected("hue-2");
    await().until(() -> listed() == 2);

    assertThat(failure(bus.request(DriversContract.SEND_MESSAGE, send(null, TEST))).details())
        .containsExactly("hue-1", "hue-2");
    assertThat(success(bus.request(DriversContract.SEND_MESSAGE, send("hue-2", TEST))).instanceId())
        .isEqualTo(new InstanceId("hue-2"));
    assertThat(forwarded).hasSize(1);
  }

  @Test
  void saysThatADriverIsOffline() {
    done(hub.vertx().deployVerticle(new DriversVerticle(bus, "node-1", InstantSource.system())));

    for (String instance : new @Nullable String[] {null, "hue-9"}) {
      assertThat(failure(bus.request(DriversContract.SEND_MESSAGE, send(instance, TEST))).reason())
          .isEqualTo("DRIVER_OFFLINE");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REGISTERED",
        "error",
        "COMMAND_EXECUTE",
        "ACTION",
        "ACK",
        "CONNECTED",
        "ping ",
        "",
        "DRIVER_STATUS"
      })
  void refusesKindsThatAreTheHubsOwn(String kind) {
    done(hub.vertx().deployVerticle(new DriversVerticle(bus, "node-1", InstantSource.system())));
    driver("hue-1");

    for (Fields message : List.of(Fields.of("event", kind), TEST.with("type", kind))) {
      assertThat(failure(bus.request(DriversContract.SEND_MESSAGE, send("hue-1", message))).code())
          .isEqualTo(FailureCode.INVALID);
    }
    assertThat(forwarded).isEmpty();
  }

  @Test
  void refusesMessagesWithoutAKindAndOfOthersThanAdministrators() {
    done(hub.vertx().deployVerticle(new DriversVerticle(bus, "node-1", InstantSource.system())));
    driver("hue-1");
    Fields bare = Fields.of("x", 1);
    SendMessage asked = send("hue-1", TEST);
    SendMessage installer =
        new SendMessage(asked.driverKey(), asked.instanceId(), TEST, installer());

    assertThat(failure(bus.request(DriversContract.SEND_MESSAGE, send("hue-1", bare))).message())
        .contains("message.event");
    assertThat(failure(bus.request(DriversContract.SEND_MESSAGE, installer)).code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(forwarded).isEmpty();
  }

  private int listed() {
    return success(bus.request(DriversContract.LIST, new ListDrivers("connected")))
        .drivers()
        .size();
  }

  private void driver(String instance) {
    done(
        bus.serve(
            DriversContract.FORWARD.at(DriverInstance.of("HUE", instance)),
            forward -> {
              forwarded.add(forward.message());
              return Future.succeededFuture(new Delivered("websocket"));
            }));
  }

  private void connected(String instance) {
    bus.publish(
        DriversContract.STATUS,
        new DriverStatusChanged(
            DriverInstance.of("HUE", instance),
            "Hue",
            Status.CONNECTED,
            "websocket",
            "registered",
            0,
            null,
            Instant.EPOCH));
  }

  private static SendMessage send(@Nullable String instance, Fields message) {
    return new SendMessage(
        new DriverKey("hue"), instance == null ? null : new InstanceId(instance), message, null);
  }

  private static Principal installer() {
    return new Principal(
        new UserId("u"),
        "ivy",
        "Ivy",
        null,
        Role.INSTALLER,
        Role.INSTALLER.scopes(),
        "t",
        Instant.MAX);
  }
}
