package io.busbar.drivers.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract.AnnounceDevice;
import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Promise;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventIntakeTest {
  private static final String STATE =
      "{'id':'s','event':'STATE_UPDATE','device_id':'lamp','data':{'on':true}}";

  private final SessionBench bench = SessionBench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void reportsAStateOnlyOnceItsDeviceIsStored() {
    TestDriver driver = bench.registered("a");
    Promise<Void> stored = bench.neighbours.holdOn(AnnounceDevice.class);

    driver.say("{'event':'DEVICE_DISCOVERED','device_id':'lamp','data':{'name':'L'}}").say(STATE);
    await().until(() -> !bench.neighbours.asked(AnnounceDevice.class).isEmpty());
    assertThat(driver.settled().link.sent).isEmpty();
    assertThat(bench.neighbours.reports()).isEmpty();
    stored.complete();

    assertThat(driver.expect("ACK").get("id")).isEqualTo("s");
    assertThat(bench.neighbours.reports()).containsExactly("dev-lamp={on=true}");
  }

  @Test
  void storesADeviceWhenTheDatabaseIsBack() {
    TestDriver driver = bench.registered("a");
    bench.neighbours.failOn(
        AnnounceDevice.class, HubFailure.unavailable("No database.", "Wait for it."));
    driver.say("{'event':'DEVICE_DISCOVERED','device_id':'lamp','data':{'name':'L'}}");
    assertThat(driver.expect("ERROR").get("code")).isEqualTo("DRIVER_WS_INTERNAL_ERROR");
    driver.say(STATE);
    assertThat(driver.settled().link.sent).isEmpty();

    bench.neighbours.recover();

    assertThat(driver.expect("ACK").get("id")).isEqualTo("s");
    assertThat(bench.neighbours.reports()).containsExactly("dev-lamp={on=true}");
  }

  @Test
  void stopsReadingADriverThatDoesNotReadItsAnswers() {
    TestDriver driver = bench.registered("a").discover("lamp");
    driver.link.full = true;

    driver.say("{'event':'STATE_UPDATE','device_id':'nobody','data':{'on':true}}");
    await().until(driver.link::isPaused);

    driver.link.full = false;
    await().until(() -> !driver.link.isPaused());
  }

  @Test
  void acknowledgesOnlyWhatCarriesAnIdAndOnlyWhenDurable() {
    TestDriver driver = bench.registered("a").discover("lamp");
    Promise<Void> onDisk = bench.neighbours.holdOn(ReportState.class);

    driver.say("{'event':'STATE_UPDATE','device_id':'lamp','data':{'on':false}}").say(STATE);
    await().until(() -> bench.neighbours.reports().size() == 2);
    assertThat(driver.settled().link.sent).isEmpty();
    onDisk.complete();

    assertThat(driver.expect("ACK").get("id")).isEqualTo("s");
    assertThat(driver.settled().link.sent).isEmpty();
    assertThat(bench.neighbours.asked(ReportState.class))
        .extracting(ReportState::durable)
        .containsExactly(false, true);
  }

  @Test
  void refusesStatesAndMetricsOfUnknownDevices() {
    TestDriver driver = bench.registered("a").say(STATE);
    assertUnknown(driver.expect("ERROR"), "s");

    driver.say(
        "{'id':'m','event':'METRIC_UPDATE','device_id':'lamp','data':{'metrics':[{'key':'t','value':1}]}}");
    assertUnknown(driver.expect("ERROR"), "m");

    driver.say("{'id':'r','event':'DEVICE_REMOVED','device_id':'lamp','data':{}}");
    assertUnknown(driver.expect("ERROR"), "r");
  }

  private static void assertUnknown(Fields error, String id) {
    assertThat(error.values())
        .containsEntry("code", "DRIVER_WS_UNKNOWN_DEVICE")
        .containsEntry("id", id);
  }

  @Test
  void forgetsARemovedDevice() {
    TestDriver driver = bench.registered("a").discover("lamp");

    driver.say("{'id':'r','event':'DEVICE_REMOVED','device_id':'lamp','data':{}}").say(STATE);

    assertThat(driver.expect("ACK").get("id")).isEqualTo("r");
    assertUnknown(driver.expect("ERROR"), "s");
  }

  @Test
  void knowsTheDevicesOfFormerSessions() {
    bench.registered("a").discover("lamp").vanish();

    TestDriver driver = bench.registered("a").say(STATE);

    assertThat(driver.expect("ACK").get("id")).isEqualTo("s");
  }

  @Test
  void storesMetrics() {
    TestDriver driver = bench.registered("a").discover("lamp");

    driver.say(
        "{'id':'m','event':'METRIC_UPDATE','device_id':'lamp',"
            + "'data':{'metrics':[{'key':'t','value':1.5,'unit':'C'},{'key':'u','value':null}]}}");

    assertThat(driver.expect("ACK").get("id")).isEqualTo("m");
    assertThat(bench.neighbours.metrics().get(0).points())
        .containsExactly(
            new Point("t", 1.5, "C", bench.clock.instant()),
            new Point("u", null, null, bench.clock.instant()));
  }

  @Test
  void wordsTheFailuresOfTheHub() {
    TestDriver driver = bench.registered("a").discover("lamp");

    assertThat(said(driver, HubFailure.invalid("Bad field.", "Mend it.")))
        .containsEntry("code", "DRIVER_WS_VALIDATION_ERROR")
        .containsEntry("error", "Bad field.")
        .containsEntry("hint", "Mend it.");
    assertThat(said(driver, HubFailure.notFound("device", "x")))
        .containsEntry("code", "DRIVER_WS_UNKNOWN_DEVICE");
    assertThat(said(driver, HubFailure.overloaded("Full.", "Wait.")))
        .containsEntry("code", "DRIVER_WS_RATE_LIMIT");
    assertThat(said(driver, HubFailure.unavailable("The store is down.", "Wait.")))
        .containsEntry("code", "DRIVER_WS_INTERNAL_ERROR")
        .containsEntry("id", "s");
  }

  private Map<String, @Nullable Object> said(TestDriver driver, HubFailure failure) {
    bench.neighbours.failOn(ReportState.class, failure);
    return driver.say(STATE).expect("ERROR").values();
  }
}
