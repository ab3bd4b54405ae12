package io.busbar.drivers.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.ir.IrContract;
import io.busbar.contracts.ir.IrContract.Captured;
import io.busbar.contracts.ir.IrContract.StartCapture;
import io.busbar.contracts.ir.IrContract.StopCapture;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.extender.CaptureVerticle;
import io.busbar.drivers.extender.ExtenderFinder;
import io.busbar.drivers.extender.Extenders;
import io.busbar.drivers.extender.Simulator;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.protocol.Protocols;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.testing.Interpreters;
import io.busbar.drivers.testing.Node;
import io.busbar.kit.HubSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver between a simulated hub and the simulated extender. */
final class GenericIrDriverTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final DriverInstance EXTENDER = DriverInstance.of("GENERIC_IR", "lounge");
  private static final String ID = "extender:lounge";
  private static final String FLIPPER =
      """
      Filetype: IR signals file
      Version: 1
      #
      name: Turn On
      type: parsed
      protocol: NEC
      address: 04 00 00 00
      command: 08 00 00 00
      #
      name: learn
      type: parsed
      protocol: RC5
      address: 00 00 00 00
      command: 0C 00 00 00
      """;

  @TempDir Path instances;
  private final Node node = Node.start();
  private final HubSimulator hub = new HubSimulator();
  private final Extenders extenders = new Extenders();
  private final AtomicInteger requests = new AtomicInteger();
  private @Nullable Simulator running;
  private @Nullable Thread serving;

  @BeforeEach
  void start() throws Exception {
    Interpreters.assume(DriverType.PYTHON);
    Simulator simulator = Simulator.start();
    running = simulator;
    BuiltInDriver.Wanted wanted =
        new BuiltInDriver.Wanted(
            EXTENDER,
            "Lounge extender",
            hub.url(),
            Fields.of("extenderIp", "127.0.0.1")
                .with("extenderPin", "1234")
                .with("httpPort", simulator.port("http"))
                .with("pushPort", simulator.port("push"))
                .with("poll", 1));
    Thread thread = new Thread(() -> run(driver(), wanted), "generic-ir");
    serving = thread;
    thread.start();
    await().atMost(DEADLINE).until(() -> "ok".equals(extras().get("status")));
  }

  @AfterEach
  void stop() throws Exception {
    Thread thread = serving;
    if (thread != null) {
      thread.interrupt();
      thread.join(DEADLINE.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
    node.close();
    hub.close();
    if (running != null) {
      running.stop();
    }
  }

  @Test
  void sendsAnyCode() throws Exception {
    assertThat(ask(ID, "send_code", Map.of("code", "9000,4500,560,1690"))).isTrue();
    assertThat(
            ask(
                ID,
                "send_code",
                Map.of("code", Map.of("protocol", "Sony12", "address", 1, "command", 21))))
        .isTrue();
    assertThat(ask(ID, "send_code", Map.of("code", Map.of("code", 5393)))).isTrue();
    assertThat(simulator().sent())
        .extracting(sent -> sent.first("freq_khz", "code"))
        .containsExactly(38, 40, 5393);
    assertThat(ask(ID, "send_code", Map.of("code", "nonsense"))).isFalse();
    assertThat(lastMessage()).contains("no format this hub knows").contains("Paste raw");
  }

  @Test
  void takesRemotesAndSendsTheirKeys() throws Exception {
    assertThat(ask(ID, "import_remotes", Map.of("name", "TV", "file", FLIPPER))).isTrue();
    String remote = remote("TV");
    assertThat(ask(remote, "turn on", Map.of())).isTrue();
    assertThat(hub.events("STATE_UPDATE"))
        .anySatisfy(
            frame -> {
              assertThat(frame.get("device_id")).isEqualTo(remote);
              assertThat(Fields.from(frame.get("data")).get("power")).isEqualTo(true);
            });
    assertThat(ask(ID, "send_key", Map.of("remote", "tv", "command", "TURN_ON", "repeat", 3)))
        .isTrue();
    assertThat(ask(remote, "learn", Map.of())).isTrue();
    assertThat(ask(remote, "learn", Map.of())).isTrue();
    List<Fields> sent = simulator().sent();
    assertThat(sent.get(0).list("raw")).hasSize(68);
    assertThat(sent.get(1).list("raw")).hasSize(76);
    assertThat(sent.get(2).list("raw")).isNotEqualTo(sent.get(3).list("raw"));
    assertThat(ask(ID, "remove_key", Map.of("remote", "TV", "command", "learn"))).isTrue();
    assertThat(ask(remote, "learn", Map.of())).isFalse();
    assertThat(ask(ID, "remove_remote", Map.of("remote", "TV"))).isTrue();
    assertThat(hub.awaitEvents("DEVICE_REMOVED", 1)).hasSize(1);
    assertThat(ask(ID, "send_key", Map.of("remote", "TV", "command", "turn on"))).isFalse();
  }

  @Test
  void learnsAKeyThatIsPressedTwice() throws Exception {
    assertThat(ask(ID, "learn", Map.of("remote", "Amp", "command", "volume_up"))).isTrue();
    awaitPhase("waiting");
    press(new ProtocolCode(Protocol.RC5, 16, 16), false);
    awaitPhase("press_again");
    press(new ProtocolCode(Protocol.RC5, 16, 16), true);
    awaitPhase("learned");
    await().atMost(DEADLINE).until(() -> !remote("Amp").isEmpty());
    assertThat(ask(remote("Amp"), "volume_up", Map.of())).isTrue();
    Fields sent = simulator().sent().get(0);
    assertThat(Protocols.decode(numbers(sent.list("raw"))).orElseThrow().code())
        .isEqualTo(new ProtocolCode(Protocol.RC5, 16, 16));
    assertThat(sent.get("freq_khz")).isEqualTo(36);
  }

  @Test
  void announcesWhatIsHeardToThoseWhoListen() throws Exception {
    List<Captured> captured = new CopyOnWriteArrayList<>();
    node.finish(node.bus.listen(IrContract.CAPTURED, captured::add));
    node.finish(
        node.vertx.deployVerticle(new CaptureVerticle(node.bus, extenders, Clock.systemUTC())));
    assertThat(
            node.done(node.bus.request(IrContract.START, new StartCapture(ID, null, null, null)))
                .capturing())
        .isTrue();
    press(new ProtocolCode(Protocol.SAMSUNG, 7, 2), false);
    await().atMost(DEADLINE).until(() -> !captured.isEmpty());
    assertThat(captured.get(0).protocol()).isEqualTo("SAMSUNG");
    assertThat(captured.get(0).code()).isEqualTo("7:2");
    assertThat(captured.get(0).extenderId()).isEqualTo(ID);
    assertThat(captured.get(0).pronto()).startsWith("0000 006D 0022 0000 00A");
    assertThat(
            node.done(node.bus.request(IrContract.STOP, new StopCapture(null, "127.0.0.1", null)))
                .capturing())
        .isFalse();
    for (StartCapture wrong :
        List.of(
            new StartCapture(null, null, null, null),
            new StartCapture("extender:none", null, null, null),
            new StartCapture(null, "8.8.8.8", null, null))) {
      assertThatThrownBy(
              () -> assertThat(node.done(node.bus.request(IrContract.START, wrong))).isNull())
          .isInstanceOf(HubFailure.class);
    }
  }

  @Test
  void saysWhenTheExtenderWasReset() throws Exception {
    simulator().control("/reboot", Fields.of("reset", true));
    await().atMost(DEADLINE).until(() -> !"ok".equals(extras().get("status")));
    assertThat(String.valueOf(extras().get("error"))).isNotBlank().doesNotContain("1234");
  }

  @Test
  void refusesWrongProperties() {
    for (Fields wrong :
        List.of(
            Fields.EMPTY,
            Fields.of("extenderIp", "http://x/"),
            Fields.of("extenderIp", "x").with("extenderPin", "12"),
            Fields.of("extenderIp", "x").with("mac", "aa:bb"),
            Fields.of("extenderIp", "x").with("poll", 0))) {
      BuiltInDriver.Wanted wanted =
          new BuiltInDriver.Wanted(EXTENDER, "Extender", hub.url(), wrong);
      assertThatThrownBy(() -> driver().run(wanted)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private GenericIrDriver driver() {
    return new GenericIrDriver(
        node.vertx, extenders, ExtenderFinder.NONE, instances, Clock.systemUTC(), null);
  }

  private static void run(GenericIrDriver driver, BuiltInDriver.Wanted wanted) {
    try {
      driver.run(wanted);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean ask(String device, String command, Map<String, ?> payload) {
    int before = hub.events("ACTION_RESULT").size();
    hub.send(
        Map.of(
            "event",
            "COMMAND_EXECUTE",
            "device_id",
            device,
            "data",
            Map.of(
                "command", command,
                "payload", payload,
                "requestId", "r" + requests.incrementAndGet())));
    await().atMost(DEADLINE).until(() -> hub.events("ACTION_RESULT").size() > before);
    return Boolean.TRUE.equals(lastResult().get("success"));
  }

  private Fields lastResult() {
    List<Map<String, @Nullable Object>> results = hub.events("ACTION_RESULT");
    return Fields.from(results.get(results.size() - 1).get("data"));
  }

  private String lastMessage() {
    return String.valueOf(lastResult().first("message", "error"));
  }

  private String remote(String name) {
    return hub.events("DEVICE_DISCOVERED").stream()
        .filter(frame -> name.equals(Fields.from(frame.get("data")).get("name")))
        .map(frame -> String.valueOf(frame.get("device_id")))
        .findFirst()
        .orElse("");
  }

  /** The extras of the extender, all that was told of them put together. */
  private Fields extras() {
    Fields extras = Fields.EMPTY;
    for (Map<String, @Nullable Object> frame : hub.events("STATE_UPDATE")) {
      if (ID.equals(frame.get("device_id"))) {
        extras = extras.with(Fields.from(frame.get("data")).object("extras"));
      }
    }
    return extras;
  }

  private void awaitPhase(String phase) {
    await().atMost(DEADLINE).until(() -> phase.equals(extras().object("learning").get("phase")));
  }

  /** Presses a key of a remote until the extender, deaf after sending, hears it. */
  private void press(ProtocolCode code, boolean toggle) {
    List<Integer> frame = Protocols.encode(code, toggle).once();
    Fields pressed = Fields.of("a", frame.subList(0, frame.size() - 1));
    await().atMost(DEADLINE).ignoreExceptions().until(() -> heard(pressed));
  }

  private boolean heard(Fields pressed) throws Exception {
    simulator().control("/hear", pressed);
    return true;
  }

  private static List<Integer> numbers(List<?> values) {
    return values.stream().map(value -> ((Number) value).intValue()).toList();
  }

  private Simulator simulator() {
    Simulator simulator = running;
    if (simulator == null) {
      throw new IllegalStateException("not started");
    }
    return simulator;
  }
}
