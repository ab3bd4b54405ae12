package io.busbar.drivers.session;

import static io.busbar.drivers.session.SessionBench.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.drivers.DriversContract.CommandSettled;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeliverTest {
  private static final Duration RESULT = Duration.ofMinutes(2);

  private final SessionBench bench =
      new SessionBench(new SessionLimits(200, 1000, 3, RESULT, Duration.ofSeconds(30)));

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void sendsACommandOfTheCatalogForExecution() {
    TestDriver driver = bench.registered("a");

    assertThat(bench.node.done(bench.deliver("a", command("r1", "lamp", "on"))).transport())
        .isEqualTo("websocket");

    Fields frame = driver.expect("COMMAND_EXECUTE");
    assertThat(frame.values())
        .containsEntry("driver", "hue")
        .containsEntry("device_id", "lamp")
        .doesNotContainKey("payload");
    assertThat(frame.object("data").values())
        .containsEntry("deviceId", "lamp")
        .containsEntry("device_id", "lamp")
        .containsEntry("command", "on")
        .containsEntry("action", "on")
        .containsEntry("requestId", "r1")
        .containsEntry("correlationId", "c-r1");
  }

  @Test
  void sendsAnythingElseAsAnAction() {
    TestDriver driver = bench.registered("a");
    DeliverCommand free =
        new DeliverCommand(
            SessionBench.NODE, "lamp", "on", Fields.of("x", 1), new RequestId("r"), "c", false);

    bench.node.finish(bench.deliver("a", free));

    assertThat(driver.expect("ACTION").object("data").object("payload").get("x")).isEqualTo(1);
  }

  @Test
  void respectsWhatTheDriverCanRead() {
    TestDriver driver =
        bench
            .connect()
            .say(
                "{'method':'driver.register','protocolVersion':1,'params':{'driverKey':'HUE',"
                    + "'instanceId':'a','capabilities':['action-only','legacy-payload']}}");
    driver.expect("REGISTERED");

    bench.node.finish(bench.deliver("a", command("r", "lamp", "on")));

    Fields frame = driver.expect("ACTION");
    assertThat(frame.get("payload")).isEqualTo(frame.get("data"));
  }

  @Test
  void refusesACommandOver64KiB() {
    TestDriver driver = bench.registered("a");

    HubFailure failure = bench.refused("a", withText("x".repeat(65_536)));

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.reason()).isEqualTo("TOO_LARGE");
    assertThat(failure.hint()).isNotNull();
    bench.node.finish(bench.deliver("a", withText("x".repeat(65_000))));
    driver.expect("COMMAND_EXECUTE");
  }

  @Test
  void forwardsAMessageAsItIs() {
    TestDriver driver = bench.registered("a");
    Fields message = Fields.of("event", "SELF_TEST").with("data", Map.of("depth", 2));

    assertThat(bench.node.done(bench.forward("a", message)).transport()).isEqualTo("websocket");

    assertThat(driver.link.next()).isEqualTo(message.with("type", "SELF_TEST"));
    bench.node.finish(bench.forward("a", Fields.of("type", "X")));
    assertThat(driver.link.next().get("event")).isEqualTo("X");
    driver.say(result("'requestId':'none'"));
    assertThat(bench.settled).isEmpty();
  }

  @Test
  void refusesAMessageThatCannotBeForwarded() {
    TestDriver driver = bench.registered("a");
    Fields large = Fields.of("event", "X").with("text", "x".repeat(65_536));
    Fields small = Fields.of("event", "X");

    assertThat(bench.refusedMessage("a", large).reason()).isEqualTo("TOO_LARGE");
    driver.link.full = true;
    assertThat(bench.refusedMessage("a", small).code()).isEqualTo(FailureCode.OVERLOADED);
    driver.link.full = false;
    driver.vanish();
    driver.settled();
    await().until(() -> bench.refusedMessage("a", small).code() == FailureCode.UNAVAILABLE);
    assertThat(driver.link.sent).isEmpty();
  }

  private static DeliverCommand withText(String text) {
    return new DeliverCommand(
        SessionBench.NODE, "lamp", "show", Fields.of("text", text), new RequestId("r"), "c", true);
  }

  @Test
  void refusesWhatADriverCannotTake() {
    TestDriver driver = bench.registered("a");
    driver.link.full = true;
    assertThat(bench.refused("a", command("r", "lamp", "on")).code())
        .isEqualTo(FailureCode.OVERLOADED);
    driver.link.full = false;
    for (int i = 0; i < 3; i++) {
      bench.node.finish(bench.deliver("a", command("r" + i, "lamp", "on")));
    }

    HubFailure full = bench.refused("a", command("r3", "lamp", "on"));
    assertThat(full.code()).isEqualTo(FailureCode.OVERLOADED);
    assertThat(full.message()).contains("3");

    driver.say(result("'requestId':'r0'"));
    assertThat(bench.settledOnce("r0").success()).isTrue();
    bench.node.finish(bench.deliver("a", command("r4", "lamp", "on")));
  }

  @Test
  void saysThatADriverIsNotThere() {
    assertThat(bench.refused("a", command("r", "lamp", "on")).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void findsTheCommandOfAResult() {
    TestDriver driver = bench.registered("a");
    bench.node.finish(bench.deliver("a", command("r1", "lamp", "on")));
    bench.node.finish(bench.deliver("a", command("r2", "lamp", "on")));
    bench.node.finish(bench.deliver("a", command("r3", "lamp", "on")));

    driver.say(result("'correlationId':'c-r2','message':'done','latencyMs':3"));
    CommandSettled second = bench.settledOnce("r2");
    assertThat(second.success()).isTrue();
    assertThat(second.code()).isNull();
    assertThat(second.message()).isEqualTo("done");
    assertThat(second.result().get("latencyMs")).isEqualTo(3);

    driver.say(result("'command':'ON'"));
    assertThat(bench.settledOnce("r1").message()).isEqualTo("OK");

    driver.say(result("'requestId':'r3'").replace("true", "false"));
    assertThat(bench.settledOnce("r3"))
        .extracting(CommandSettled::success, CommandSettled::code, CommandSettled::message)
        .containsExactly(false, "DRIVER_ERROR", "The driver failed.");
  }

  @Test
  void acknowledgesAResultWithAnId() {
    TestDriver driver = bench.registered("a");

    driver.say(result("'requestId':'unknown'").replace("{'event'", "{'id':9,'event'"));

    assertThat(driver.expect("ACK").get("id")).isEqualTo(9);
    assertThat(bench.settled).isEmpty();
  }

  @Test
  void doesNotKnowTheOutcomeOfWhatIsNeverAnswered() {
    TestDriver driver = bench.registered("a");
    bench.node.finish(bench.deliver("a", command("r1", "lamp", "on")));

    bench.clock.pass(RESULT);

    CommandSettled settled = bench.settledOnce("r1");
    assertThat(settled.success()).isNull();
    assertThat(settled.code()).isEqualTo("RESULT_TIMEOUT");
    driver.say(result("'requestId':'r1'").replace("{'event'", "{'id':1,'event'"));
    driver.expect("COMMAND_EXECUTE");
    driver.expect("ACK");
    assertThat(bench.settledOnce("r1").code()).isEqualTo("RESULT_TIMEOUT");
  }

  @Test
  void settlesEverythingWhenTheDriverIsLost() {
    TestDriver driver = bench.registered("a");
    bench.node.finish(bench.deliver("a", command("r1", "lamp", "on")));
    bench.node.finish(bench.deliver("a", command("r2", "lamp", "on")));

    driver.vanish();

    assertThat(bench.settledOnce("r1").code()).isEqualTo("DRIVER_DISCONNECTED");
    assertThat(bench.settledOnce("r2").success()).isNull();
    assertThat(bench.refused("a", command("r3", "lamp", "on")).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
  }

  private static String result(String more) {
    return "{'event':'ACTION_RESULT','device_id':'lamp','data':{'success':true,%s}}"
        .formatted(more);
  }
}
