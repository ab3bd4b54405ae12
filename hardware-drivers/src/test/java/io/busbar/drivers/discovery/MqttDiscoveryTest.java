package io.busbar.drivers.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.builtin.BuiltInDriver;
import io.busbar.drivers.builtin.MqttDiscoveryDriver;
import io.busbar.drivers.testing.Node;
import io.busbar.kit.HubSimulator;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver between a simulated hub and a broker in memory. */
final class MqttDiscoveryTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String PLUG = "homeassistant:plug";
  private static final String CONFIG = "homeassistant/switch/plug/config";
  private static final String PLUG_CONFIG =
      """
      {"name": "Plug", "cmd_t": "plug/set", "stat_t": "plug/state", "avty_t": "plug/up",
       "uniq_id": "p1", "dev": {"ids": ["plug"], "name": "Plug"}}
      """;

  private final Node node = Node.start();
  private final HubSimulator hub = new HubSimulator();
  private final FakeBrokers brokers = new FakeBrokers();
  private final AtomicInteger requests = new AtomicInteger();
  private @Nullable Thread serving;

  private int beginnings;

  @BeforeEach
  void start() {
    Thread thread = new Thread(this::run, "mqtt-discovery-driver");
    serving = thread;
    thread.start();
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                brokers.published.stream()
                    .anyMatch(message -> message.topic().equals("homeassistant/status")));
    beginnings = brokers.listeners.size();
  }

  @AfterEach
  void stop() throws Exception {
    Thread thread = serving;
    if (thread != null) {
      thread.interrupt();
      thread.join(DEADLINE.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
    await().atMost(DEADLINE).until(brokers.listeners::isEmpty);
    node.close();
    hub.close();
  }

  @Test
  void aDeviceAppearsWorksAndDisappears() {
    assertThat(brokers.published)
        .anySatisfy(
            message -> {
              assertThat(message.topic()).isEqualTo("homeassistant/status");
              assertThat(message.payload().text()).isEqualTo("online");
            });
    brokers.keep("plug/up", "online");
    brokers.keep("plug/state", "ON");
    brokers.keep(CONFIG, PLUG_CONFIG);
    await().atMost(DEADLINE).until(() -> Boolean.TRUE.equals(state(PLUG).get("power")));
    await().atMost(DEADLINE).until(() -> Boolean.TRUE.equals(state(PLUG).get("online")));
    assertThat(ask(PLUG, "turn_off")).isTrue();
    assertThat(brokers.published)
        .anySatisfy(message -> assertThat(message.topic()).isEqualTo("plug/set"));
    brokers.say("plug/state", "OFF");
    await().atMost(DEADLINE).until(() -> Boolean.FALSE.equals(state(PLUG).get("power")));
    brokers.say("plug/up", "offline");
    await().atMost(DEADLINE).until(() -> Boolean.FALSE.equals(state(PLUG).get("online")));
    brokers.go(true);
    assertThat(ask(PLUG, "turn_on")).isFalse();
    brokers.go(false);
    brokers.say(CONFIG, "");
    assertThat(hub.awaitEvents("DEVICE_REMOVED", 1)).hasSize(1);
    await().atMost(DEADLINE).until(() -> brokers.listeners.size() == beginnings);
    assertThat(ask(PLUG, "turn_on")).isFalse();
    List<Map<String, @Nullable Object>> results = hub.events("ACTION_RESULT");
    assertThat(results.get(results.size() - 1).toString()).contains("unknown command");
  }

  @Test
  void whatWasNotPublishedIsNotAssumed() {
    String assumed = PLUG_CONFIG.replace("\"stat_t\": \"plug/state\",", "");
    brokers.keep("plug/up", "online");
    brokers.say(CONFIG, assumed);
    await().atMost(DEADLINE).until(() -> Boolean.TRUE.equals(state(PLUG).get("online")));
    brokers.go(true);
    assertThat(ask(PLUG, "turn_off")).isFalse();
    brokers.go(false);
    assertThat(ask(PLUG, "turn_on")).isTrue();
    await().atMost(DEADLINE).until(() -> Boolean.TRUE.equals(state(PLUG).get("power")));
    assertThat(hub.events("STATE_UPDATE"))
        .noneMatch(frame -> Boolean.FALSE.equals(Fields.from(frame.get("data")).get("power")));
  }

  @Test
  void listeningAnewIsTriedUntilItSucceedsAndEndsNothing() {
    brokers.say(CONFIG, PLUG_CONFIG);
    await().atMost(DEADLINE).until(() -> brokers.listeners.size() == beginnings + 2);
    await().atMost(DEADLINE).until(() -> own().has("status"));
    List<FakeBrokers.Listener> before = List.copyOf(brokers.listeners);
    brokers.go(true);
    assertThat(ask(Desk.OWN_ID, "refresh_state")).isTrue();
    await().atMost(DEADLINE).until(() -> "faults".equals(own().get("status")));
    assertThat(brokers.listeners).containsExactlyElementsOf(before);
    brokers.keepSilently(
        CONFIG.replace("plug", "late"), PLUG_CONFIG.replace("plug", "late").replace("p1", "l1"));
    brokers.go(false);
    await()
        .atMost(DEADLINE)
        .until(() -> Boolean.TRUE.equals(state("homeassistant:late").has("online")));
    List<FakeBrokers.Listener> old = before.subList(0, beginnings);
    await().atMost(DEADLINE).until(() -> brokers.listeners.stream().noneMatch(old::contains));
    await().atMost(DEADLINE).until(() -> brokers.listeners.size() == beginnings + 4);
  }

  @Test
  void whatIsNotWantedAnyMoreIsNotTriedAgain() {
    brokers.go(true);
    brokers.say(CONFIG, PLUG_CONFIG);
    await().atMost(DEADLINE).until(() -> String.valueOf(own().list("faults")).contains("plug/up"));
    brokers.say(CONFIG, "");
    brokers.say(
        CONFIG.replace("plug", "next"), PLUG_CONFIG.replace("plug", "next").replace("p1", "n1"));
    await().atMost(DEADLINE).until(() -> String.valueOf(own().list("faults")).contains("next/up"));
    brokers.go(false);
    await().atMost(DEADLINE).until(() -> brokers.listeners.size() >= beginnings + 2);
    assertThat(brokers.listeners)
        .extracting(FakeBrokers.Listener::filter)
        .contains("next/up", "next/state")
        .doesNotContain("plug/up", "plug/state");
  }

  @Test
  void faultsAreShownAndGoWhenTheyAreMended() {
    brokers.say(CONFIG, "{\"name\": \"no topic\"}");
    await().atMost(DEADLINE).until(() -> "faults".equals(own().get("status")));
    assertThat(String.valueOf(own().list("faults"))).contains(CONFIG, "command_topic", "Correct");
    brokers.say(CONFIG, PLUG_CONFIG);
    await().atMost(DEADLINE).until(() -> "ok".equals(own().get("status")));
    brokers.say(CONFIG, "[" + "9".repeat(300_000) + "]");
    await().atMost(DEADLINE).until(() -> "faults".equals(own().get("status")));
    assertThat(String.valueOf(own().list("faults"))).contains("is not read", "Keep it below");
    assertThat(ask(Desk.OWN_ID, "clear_faults")).isTrue();
    await().atMost(DEADLINE).until(() -> "ok".equals(own().get("status")));
  }

  @Test
  void aKeyThatIsPressedTwiceIsToldTwice() {
    brokers.say(
        "homeassistant/device_automation/remote/single/config",
        """
        {"atype": "trigger", "type": "action", "stype": "single", "pl": "single",
         "t": "remote/action", "dev": {"ids": "remote", "name": "Remote"}}
        """);
    await().atMost(DEADLINE).until(() -> brokers.listeners.size() == beginnings + 1);
    await().atMost(DEADLINE).until(() -> !hub.events("DEVICE_DISCOVERED").isEmpty());
    brokers.say("remote/action", "single");
    brokers.say("remote/action", "single");
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () ->
                assertThat(actions())
                    .filteredOn(action -> action != null)
                    .containsExactly("single", "single"));
    await().atMost(DEADLINE).until(() -> actions().get(actions().size() - 1) == null);
  }

  @Test
  void aFloodOfOneDoesNotStarveOthers() {
    brokers.say(CONFIG, PLUG_CONFIG);
    brokers.say(
        CONFIG.replace("plug", "loud"), PLUG_CONFIG.replace("plug", "loud").replace("p1", "l1"));
    await().atMost(DEADLINE).until(() -> brokers.listeners.size() == beginnings + 4);
    for (int i = 0; i < 50_000; i++) {
      brokers.say("loud/state", i % 2 == 0 ? "ON" : "OFF");
    }
    brokers.say("plug/state", "ON");
    for (int i = 0; i < 30_000; i++) {
      brokers.say("homeassistant/switch/flood%d/config".formatted(i), "{}");
    }
    await().atMost(DEADLINE).until(() -> Boolean.TRUE.equals(state(PLUG).get("power")));
    await()
        .atMost(DEADLINE)
        .until(() -> Boolean.FALSE.equals(state("homeassistant:loud").get("power")));
    assertThat(hub.events("STATE_UPDATE")).hasSizeLessThan(2_000);
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                own().object("sensors").object("dropped").get("value") instanceof Long n && n > 0);
    assertThat(ask(PLUG, "turn_off")).isTrue();
  }

  private void run() {
    BuiltInDriver.Wanted wanted =
        new BuiltInDriver.Wanted(
            DriverInstance.of("MQTT_DISCOVERY", "mqtt"), "MQTT", hub.url(), Fields.EMPTY);
    try {
      new MqttDiscoveryDriver(node.vertx, brokers, () -> Future.succeededFuture("hub_1"), null)
          .run(wanted);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Fields own() {
    return state(Desk.OWN_ID).object("extras");
  }

  private List<@Nullable Object> actions() {
    return hub.events("STATE_UPDATE").stream()
        .map(frame -> Fields.from(frame.get("data")).object("extras"))
        .filter(extras -> extras.has("action"))
        .map(extras -> extras.get("action"))
        .toList();
  }

  /** All that was told of a device, put together. */
  private Fields state(String device) {
    Fields state = Fields.EMPTY;
    Fields extras = Fields.EMPTY;
    for (Map<String, @Nullable Object> frame : hub.events("STATE_UPDATE")) {
      if (device.equals(frame.get("device_id"))) {
        Fields patch = Fields.from(frame.get("data"));
        state = state.with(patch);
        extras = extras.with(patch.object("extras"));
      }
    }
    return state.with("extras", extras.values());
  }

  private boolean ask(String device, String command) {
    int before = hub.events("ACTION_RESULT").size();
    hub.send(
        Map.of(
            "event",
            "COMMAND_EXECUTE",
            "device_id",
            device,
            "data",
            Map.of(
                "command",
                command,
                "payload",
                Map.of(),
                "requestId",
                "r" + requests.incrementAndGet())));
    await().atMost(DEADLINE).until(() -> hub.events("ACTION_RESULT").size() > before);
    List<Map<String, @Nullable Object>> results = hub.events("ACTION_RESULT");
    return Boolean.TRUE.equals(
        Fields.from(results.get(results.size() - 1).get("data")).get("success"));
  }
}
