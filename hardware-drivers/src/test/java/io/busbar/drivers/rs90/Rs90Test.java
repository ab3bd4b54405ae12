package io.busbar.drivers.rs90;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.rs90.keys.RemoteKey;
import io.busbar.drivers.testing.Node;
import io.busbar.kit.Driver;
import io.busbar.kit.Failure;
import io.busbar.kit.HubSimulator;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver between a simulated hub and brokers on paper. */
final class Rs90Test {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String ID = "e1c9215be8afe4d2";
  private static final Rs90Settings SETTINGS =
      new Rs90Settings(
          Duration.ofMillis(300),
          Rs90Settings.DEFAULT.repeat(),
          Duration.ZERO,
          Rs90Settings.DEFAULT.hold(),
          false,
          true,
          false);

  private final Node node = Node.start();
  private final HubSimulator hub = new HubSimulator();
  private final PaperLink link = new PaperLink();
  private final List<String> pressed = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Throwable> ended = new AtomicReference<>();
  private final SettableClock clock = new SettableClock();
  private @Nullable Thread serving;

  @BeforeEach
  void start() {
    Thread thread = new Thread(this::serve, "rs90");
    serving = thread;
    thread.start();
    await().atMost(DEADLINE).until(() -> link.filters().contains("Haptique/+/status"));
  }

  @AfterEach
  void stop() throws Exception {
    Thread thread = serving;
    if (thread != null) {
      thread.interrupt();
      thread.join(DEADLINE.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
    await().atMost(DEADLINE).until(() -> link.filters().isEmpty());
    node.close();
    hub.close();
  }

  @Test
  void countsEveryPressButTheKeptOne() {
    online(ID);
    link.keep(ID + "/keys", "button:10");
    link.say(ID + "/keys", "button:#");
    for (int i = 0; i < 3; i++) {
      link.say(ID + "/keys", "button:10");
    }
    link.say(ID + "/keys", "button:24");
    await().atMost(DEADLINE).until(() -> pressed.size() == 4);
    assertThat(pressed)
        .containsExactly(
            ID + " OK short", ID + " OK short", ID + " OK short", ID + " SOFT_3 short");
  }

  @Test
  void losesNoPressOfABurst() {
    online(ID);
    for (int i = 0; i < 900; i++) {
      link.say(ID + "/keys", "button:" + (i % 24 + 1));
    }
    await().atMost(DEADLINE).until(() -> pressed.size() == 900);
    assertThat(pressed.get(899)).isEqualTo(ID + " VOLUME_DOWN short");
  }

  @Test
  void asksForTheBatteryAgainAndAgainWhileItIsThere() {
    online(ID);
    await().atMost(DEADLINE).until(() -> link.on(ID + "/battery/status").size() >= 3);
    link.say(ID + "/status", "offline");
    await().atMost(DEADLINE).until(() -> Boolean.FALSE.equals(state(ID).get("online")));
    int asked = link.on(ID + "/battery/status").size();
    link.say(ID + "/status", "online");
    await().atMost(DEADLINE).until(() -> link.on(ID + "/battery/status").size() > asked);
  }

  @Test
  void asksForCommandsWhenTheListChangesAndWhenItComesBack() {
    online(ID);
    link.keep(ID + "/device/list", "[{\"id\":\"1\",\"name\":\"TV\"}]");
    await().atMost(DEADLINE).until(() -> link.on(ID + "/device/TV/detail").equals(List.of("")));
    link.say(ID + "/device/list", "[{\"id\":\"1\",\"name\":\"Beamer\"}]");
    await().atMost(DEADLINE).until(() -> link.on(ID + "/device/Beamer/detail").size() == 1);
    link.say(ID + "/status", "offline");
    link.say(ID + "/status", "online");
    await().atMost(DEADLINE).until(() -> link.on(ID + "/device/Beamer/detail").size() == 2);
    assertThat(link.on(ID + "/device/TV/detail")).hasSize(1);
  }

  @Test
  void sendsControlOnceAndKeepsNothing() {
    online(ID);
    link.keep(ID + "/macro/list", "[{\"id\":\"1\",\"name\":\"Film\"}]");
    await().atMost(DEADLINE).until(() -> state(ID).toString().contains("Film"));
    assertThat(ask("macro_on", Map.of("macro", "Film"))).isEqualTo(true);
    assertThat(ask("ring_off", Map.of())).isEqualTo(true);
    assertThat(link.published)
        .filteredOn(message -> message.qos() == 1)
        .allMatch(message -> !message.retained())
        .extracting(message -> message.topic().substring("Haptique/".length() + ID.length() + 1))
        .containsExactly("macro/Film/trigger", "ledlight/off");
    link.lose();
    assertThat(ask("ring_on", Map.of("seconds", 1))).isEqualTo(false);
    assertThat(lastMessage()).isEqualTo("No broker can be reached. Start one.");
  }

  @Test
  void aClockThatIsSetBackHoldsNothingBack() {
    online(ID);
    clock.offset = Duration.ofHours(-3);
    link.keep(ID + "/device/list", "[{\"id\":\"1\",\"name\":\"Lamp\"}]");
    await().atMost(DEADLINE).until(() -> state(ID).toString().contains("Lamp"));
    await()
        .atMost(DEADLINE)
        .until(() -> link.published.stream().anyMatch(message -> message.topic().contains("Lamp")));
    clock.offset = Duration.ofHours(-6);
    link.keep(ID + "/device/list", "[{\"id\":\"2\",\"name\":\"Fan\"}]");
    await().atMost(DEADLINE).until(() -> state(ID).toString().contains("Fan"));
    await()
        .atMost(DEADLINE)
        .until(() -> link.published.stream().anyMatch(message -> message.topic().contains("Fan")));
  }

  @Test
  void takesSoManyRemotesAndForgetsThoseThatAreEmptied() {
    for (int i = 0; i <= Rs90.MAX_REMOTES; i++) {
      link.keep("remote-%d/status".formatted(i), "online");
    }
    link.say("bad id/status", "online");
    link.say(ID + "/status", "o".repeat(100));
    List<Map<String, @Nullable Object>> found =
        hub.awaitEvents("DEVICE_DISCOVERED", Rs90.MAX_REMOTES);
    assertThat(found).hasSize(Rs90.MAX_REMOTES);
    link.say("remote-0/status", "");
    assertThat(hub.awaitEvents("DEVICE_REMOVED", 1).get(0).get("device_id"))
        .isEqualTo("rs90:remote-0");
    assertThat(link.filters()).doesNotContain("Haptique/remote-0/#");
    link.say("late/status", "online");
    await().atMost(DEADLINE).until(() -> link.filters().contains("Haptique/late/#"));
  }

  @Test
  void endsWhenNoBrokerTakesIt() {
    link.lose();
    Driver driver = Driver.of(Rs90.KEY, "other", hub.url()).build();
    Thread thread = new Thread(() -> run(driver), "rs90-other");
    thread.start();
    await().atMost(DEADLINE).until(() -> ended.get() instanceof Failure);
  }

  private void serve() {
    run(Driver.of(Rs90.KEY, "remotes", hub.url()).build());
  }

  private void run(Driver driver) {
    Rs90.Place place = new Rs90.Place(link, Timers.of(node.vertx), this::pressed, clock, SETTINGS);
    try (Rs90 served = new Rs90(driver, place, node.vertx.getOrCreateContext())) {
      served.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Failure failed) {
      ended.set(failed);
    }
  }

  private Future<Void> pressed(String remote, RemoteKey key, String press) {
    boolean unused = pressed.add(remote + " " + key + " " + press);
    return Future.succeededFuture();
  }

  private void online(String id) {
    link.keep(id + "/status", "online");
    await().atMost(DEADLINE).until(() -> link.filters().contains("Haptique/" + id + "/#"));
    await().atMost(DEADLINE).until(() -> Boolean.TRUE.equals(state(id).get("online")));
  }

  private Map<String, @Nullable Object> state(String id) {
    Map<String, @Nullable Object> state = new HashMap<>();
    Map<String, @Nullable Object> extras = new HashMap<>();
    for (Map<String, @Nullable Object> event : hub.events("STATE_UPDATE")) {
      if (("rs90:" + id).equals(event.get("device_id"))) {
        Fields patch = Fields.from(event.get("data"));
        state.putAll(patch.values());
        extras.putAll(patch.object("extras").values());
      }
    }
    state.put("extras", extras);
    return state;
  }

  private @Nullable Object ask(String command, Map<String, ?> payload) {
    int before = hub.events("ACTION_RESULT").size();
    hub.send(
        Map.of(
            "event",
            "COMMAND_EXECUTE",
            "device_id",
            "rs90:" + ID,
            "data",
            Map.of("command", command, "payload", payload)));
    return Fields.from(hub.awaitEvents("ACTION_RESULT", before + 1).get(before).get("data"))
        .get("success");
  }

  private Object lastMessage() {
    List<Map<String, @Nullable Object>> results = hub.events("ACTION_RESULT");
    return String.valueOf(Fields.from(results.get(results.size() - 1).get("data")).get("message"));
  }

  /** The time, so much off. */
  private static final class SettableClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(offset);
    }
  }
}
