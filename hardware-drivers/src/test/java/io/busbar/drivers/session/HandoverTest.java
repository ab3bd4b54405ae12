package io.busbar.drivers.session;

import static io.busbar.drivers.session.SessionBench.command;
import static io.busbar.drivers.session.SessionBench.hue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions that follow one another, and who speaks for a driver meanwhile. */
final class HandoverTest {
  private final SessionBench bench = SessionBench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theNewestSessionWins() {
    TestDriver old = bench.registered("a");
    bench.node.finish(bench.deliver("a", command("r1", "lamp", "on")));

    TestDriver next = bench.registered("a");

    old.expect("COMMAND_EXECUTE");
    assertThat(old.expect("DRIVER_STATUS").object("data").get("status")).isEqualTo("replaced");
    old.expectClose(CloseCode.REPLACED);
    assertThat(bench.settledOnce("r1").code()).isEqualTo("DRIVER_DISCONNECTED");
    bench.node.finish(bench.deliver("a", command("r2", "lamp", "on")));
    next.expect("COMMAND_EXECUTE");
    assertThat(bench.sessions.count()).isEqualTo(1);
    assertThat(bench.node.phases("a")).containsExactly(Status.CONNECTED, Status.CONNECTED);
  }

  @Test
  void ofManyAtOnceExactlyTheLastServes() {
    List<TestDriver> crowd = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      crowd.add(bench.connect());
    }
    crowd.forEach(driver -> driver.register("a"));

    await().until(() -> crowd.stream().filter(driver -> driver.link.closes.isEmpty()).count() == 1);
    TestDriver winner =
        crowd.stream().filter(driver -> driver.link.closes.isEmpty()).findFirst().orElseThrow();
    winner.expect("REGISTERED");
    for (int i = 0; i < 20; i++) {
      bench.node.finish(bench.deliver("a", command("r" + i, "lamp", "on")));
      winner.expect("COMMAND_EXECUTE");
    }
    assertThat(bench.node.phases("a")).doesNotContain(Status.DISCONNECTED);
  }

  @Test
  void aSessionReplacedBeforeItServesNeverServes() {
    Promise<Void> registry = bench.neighbours.holdOn(ListRegistered.class);
    TestDriver first = bench.connect().register("a");
    await().until(() -> !bench.neighbours.asked(ListRegistered.class).isEmpty());
    TestDriver second = bench.connect().register("a");
    first.expectClose(CloseCode.REPLACED);

    registry.complete();

    second.expect("REGISTERED");
    bench.node.finish(bench.deliver("a", command("r", "lamp", "on")));
    second.expect("COMMAND_EXECUTE");
    first.vanish();
    assertThat(second.settled().link.closes).isEmpty();
    assertThat(bench.node.phases("a")).containsExactly(Status.CONNECTED);
  }

  @Test
  void tellsADriverThatTheHubIsNotReady() {
    bench.neighbours.failOn(ListRegistered.class, HubFailure.unavailable("Starting.", "Wait."));

    TestDriver driver = bench.connect().register("a");

    assertThat(driver.expect("ERROR").get("code")).isEqualTo("DRIVER_WS_INTERNAL_ERROR");
    driver.expectClose(CloseCode.INTERNAL);
    await().until(() -> bench.sessions.count() == 0);
    assertThat(bench.refused("a", command("r", "lamp", "on")).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(bench.node.phases("a")).isEmpty();
  }

  @Test
  void saysWhenADriverIsLost() {
    TestDriver driver = bench.registered("a");

    driver.vanish();

    await()
        .until(() -> bench.node.phases("a").equals(List.of(Status.CONNECTED, Status.DISCONNECTED)));
    assertThat(bench.sessions.count()).isZero();
  }

  @Test
  void aRepeatedRegistrationIsNormal() {
    TestDriver driver = bench.registered("a").discover("lamp");

    driver.register("a");

    driver.expect("REGISTERED");
    driver.say("{'id':1,'event':'STATE_UPDATE','device_id':'lamp','data':{'on':true}}");
    driver.expect("ACK");
    assertThat(bench.node.phases("a")).containsExactly(Status.CONNECTED);
  }

  @Test
  void aLinkMayRegisterAsSomebodyElse() {
    TestDriver driver = bench.registered("a").discover("lamp");

    driver.register("b").say("{'id':'d','event':'DEVICE_DISCOVERED','device_id':'x','data':{}}");

    assertThat(driver.expect("REGISTERED").get("instanceId")).isEqualTo("b");
    driver.expect("ACK");
    driver.say("{'id':1,'event':'STATE_UPDATE','device_id':'lamp','data':{'on':true}}");
    assertThat(driver.expect("ERROR").get("code")).isEqualTo("DRIVER_WS_UNKNOWN_DEVICE");
    bench.node.finish(bench.deliver("b", command("r", "x", "on")));
    driver.expect("COMMAND_EXECUTE");
    assertThat(bench.refused("a", command("r", "lamp", "on")).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
    await()
        .until(() -> bench.node.phases("a").equals(List.of(Status.CONNECTED, Status.DISCONNECTED)));
    assertThat(bench.node.phases("b")).containsExactly(Status.CONNECTED);
  }

  @Test
  void aPipeNeedsNoRegistration() {
    TestDriver pipe = bench.connect(FakeLink.pipe(), hue("a"));

    pipe.discover("lamp");

    bench.node.finish(bench.deliver("a", command("r", "lamp", "on")));
    pipe.expect("COMMAND_EXECUTE");
  }

  @Test
  void aPipeMakesWayForTheSocketOfItsProcessAndComesBack() {
    TestDriver pipe = bench.connect(FakeLink.pipe(), hue("a")).discover("lamp");
    TestDriver socket = bench.registered("a");

    bench.node.finish(bench.deliver("a", command("r1", "lamp", "on")));
    socket.expect("COMMAND_EXECUTE");
    pipe.say("{'id':1,'event':'STATE_UPDATE','device_id':'lamp','data':{'on':true}}");
    assertThat(pipe.settled().link.sent).isEmpty();
    assertThat(pipe.link.closes).isEmpty();

    socket.vanish();

    pipe.settled();
    await().until(() -> bench.node.phases("a").size() == 4);
    bench.node.finish(bench.deliver("a", command("r2", "lamp", "on")));
    pipe.expect("COMMAND_EXECUTE");
  }

  @Test
  void aPipeNeverTakesOverFromASocket() {
    TestDriver socket = bench.registered("a");
    TestDriver pipe = bench.connect(FakeLink.pipe(), hue("a"));

    bench.node.finish(bench.deliver("a", command("r1", "lamp", "on")));
    socket.expect("COMMAND_EXECUTE");

    pipe.vanish();
    socket.settled().vanish();
    await().until(() -> bench.sessions.count() == 0);
    assertThat(bench.node.phases("a")).containsExactly(Status.CONNECTED, Status.DISCONNECTED);
  }

  @Test
  void theHubTakesItsLeave() {
    TestDriver first = bench.registered("a");
    TestDriver second = bench.registered("b");
    TestDriver greeted = bench.connect();

    bench.node.finish(bench.sessions.closeAll());

    for (TestDriver driver : List.of(first, second)) {
      assertThat(driver.expect("DRIVER_STATUS").object("data").get("status")).isEqualTo("stopping");
      driver.expectClose(CloseCode.SHUTTING_DOWN);
    }
    greeted.expectClose(CloseCode.SHUTTING_DOWN);
    bench.connect().expectClose(CloseCode.SHUTTING_DOWN);
    await().until(() -> bench.sessions.count() == 0);
  }
}
