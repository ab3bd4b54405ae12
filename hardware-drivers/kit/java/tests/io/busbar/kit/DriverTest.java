package io.busbar.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriverTest {
  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final Device LAMP =
      new Device("lamp-1", "Lamp", "light", List.of("sample"), Map.of("model", "M"), List.of());

  private final HubSimulator hub = new HubSimulator();
  private final AtomicInteger switched = new AtomicInteger();
  private final Driver driver = Driver.of("java_lamp", "one", hub.url()).name("A lamp").build();
  private final Thread thread = new Thread(driver::run, "driver-under-test");

  @BeforeEach
  void start() {
    driver.command("turn_on", call -> "switched " + switched.incrementAndGet());
    driver.command("fail", DriverTest::fail);
    driver.command("set_brightness", call -> "set to " + call.integer("brightness", 0, 100));
    driver.discover(LAMP);
    driver.state("lamp-1", Map.of("power", false));
    thread.start();
    await().atMost(DEADLINE).until(driver::isRegistered);
  }

  @AfterEach
  void stop() throws InterruptedException {
    driver.close();
    thread.join(DEADLINE.toMillis());
    assertThat(thread.isAlive()).isFalse();
    hub.close();
  }

  @Test
  void registersThenAnnouncesThenPublishes() {
    Map<String, @Nullable Object> state = hub.awaitEvents("STATE_UPDATE", 1).get(0);
    assertThat(state).containsEntry("device_id", "lamp-1").containsEntry("driver", "java_lamp");
    assertThat(hub.received.get(0)).containsEntry("method", "driver.register");
    assertThat(Json.object(hub.received.get(0).get("params")))
        .containsEntry("driverKey", "JAVA_LAMP")
        .containsEntry("instanceId", "one")
        .containsEntry("protocolVersion", 1L)
        .containsEntry("name", "A lamp");
    assertThat(hub.received.get(1)).containsEntry("event", "DEVICE_DISCOVERED");
  }

  @Test
  void answersCommandsWithTheirIdsAndLatency() {
    hub.send(command("turn_on", "r-1", Map.of()));
    Map<String, @Nullable Object> result = result(0);
    assertThat(result)
        .containsEntry("success", true)
        .containsEntry("message", "switched 1")
        .containsEntry("requestId", "r-1")
        .containsEntry("correlationId", "c-1")
        .containsEntry("command", "turn_on");
    assertThat((Long) result.get("latencyMs")).isNotNegative();
  }

  @Test
  void aCommandTakenBackIsUnknown() {
    driver.noCommand("Turn_On");
    driver.noCommand("turn_on");
    hub.send(command("turn_on", "r-1", Map.of()));
    assertThat(result(0)).containsEntry("success", false);
    assertThat(String.valueOf(result(0).get("message"))).contains("unknown command");
    assertThat(switched).hasValue(0);
  }

  @Test
  void doesTheSameRequestOnceAndRefusesAnotherWithItsId() {
    hub.send(command("turn_on", "r-1", Map.of()));
    assertThat(result(0)).containsEntry("message", "switched 1");
    hub.send(command("turn_on", "r-1", Map.of()));
    assertThat(result(1)).containsEntry("message", "switched 1");
    hub.send(command("turn_on", "r-1", Map.of("level", 3)));
    assertThat(result(2)).containsEntry("success", false);
    assertThat(switched).hasValue(1);
  }

  @Test
  void reportsFailuresAndWrongArgumentsAndUnknownCommands() {
    hub.send(command("fail", "r-1", Map.of()));
    assertThat(result(0)).containsEntry("success", false).containsEntry("message", "no luck");
    hub.send(command("set_brightness", "r-2", Map.of("brightness", 400)));
    assertThat(result(1))
        .containsEntry("message", "'brightness' must be a whole number from 0 to 100");
    hub.send(command("dance", "r-3", Map.of()));
    assertThat(result(2)).containsEntry("message", "unknown command 'dance'");
  }

  @Test
  void skipsWhatIsNoJsonAndReadsOtherLayouts() {
    hub.sendText("{not json");
    hub.sendText(
        """
        {"type": "ACTION", "payload": {"device_id": "lamp-1", "action": "TURN_ON"}}
        """);
    assertThat(result(0)).containsEntry("success", true).containsEntry("command", "turn_on");
  }

  @Test
  void tellsANewSessionTheLatestState() {
    int announced = hub.awaitEvents("DEVICE_DISCOVERED", 1).size();
    hub.drop();
    await().atMost(DEADLINE).until(() -> !driver.isRegistered());
    driver.state("lamp-1", Map.of("power", true, "brightness", 40));
    assertThat(hub.awaitEvents("DEVICE_DISCOVERED", announced + 1)).hasSize(announced + 1);
    await().atMost(DEADLINE).until(() -> lastState().containsKey("brightness"));
    assertThat(lastState()).containsEntry("power", true).containsEntry("brightness", 40L);
    assertThat(hub.received.stream().filter(frame -> frame.containsKey("method"))).hasSize(2);
  }

  @Test
  void runsCommandsOfOneDeviceInTheirOrder() {
    CountDownLatch gate = new CountDownLatch(1);
    driver.command(
        "wait",
        call -> {
          gate.await();
          return "waited";
        });
    hub.send(command("wait", "r-1", Map.of()));
    hub.send(command("turn_on", "r-2", Map.of()));
    hub.send(command("turn_on", "r-3", Map.of()));
    gate.countDown();
    List<Object> ids =
        hub.awaitEvents("ACTION_RESULT", 3).stream()
            .<Object>map(frame -> String.valueOf(Json.object(frame.get("data")).get("requestId")))
            .toList();
    assertThat(ids).containsExactly("r-1", "r-2", "r-3");
  }

  private static @Nullable String fail(Call call) {
    throw new Failure("no luck");
  }

  private Map<String, @Nullable Object> result(int number) {
    return Json.object(hub.awaitEvents("ACTION_RESULT", number + 1).get(number).get("data"));
  }

  private Map<String, @Nullable Object> lastState() {
    List<Map<String, @Nullable Object>> states = hub.events("STATE_UPDATE");
    return Json.object(states.get(states.size() - 1).get("data"));
  }

  private static Map<String, @Nullable Object> command(
      String command, String requestId, Map<String, Object> payload) {
    Map<String, @Nullable Object> content = new HashMap<>();
    content.put("command", command);
    content.put("payload", payload);
    content.put("requestId", requestId);
    content.put("correlationId", "c-1");
    Map<String, @Nullable Object> frame = new HashMap<>();
    frame.put("event", "COMMAND_EXECUTE");
    frame.put("device_id", "lamp-1");
    frame.put("data", content);
    return frame;
  }
}
