package io.busbar.drivers.extender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.testing.Interpreters;
import io.busbar.drivers.testing.Node;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the simulated extender. */
final class ExtenderTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Transmission POWER =
      Transmission.of(new ProtocolCode(Protocol.NEC, 4, 8), 1, false);

  private final Node node = Node.start();
  private final List<Capture> heard = new CopyOnWriteArrayList<>();
  private final List<ExtenderAddress> online = new CopyOnWriteArrayList<>();
  private final List<HubFailure> offline = new CopyOnWriteArrayList<>();
  private final List<Extender> started = new ArrayList<>();
  private @Nullable Simulator running;

  @BeforeEach
  void start() throws Exception {
    Interpreters.assume(DriverType.PYTHON);
    running = Simulator.start();
  }

  @AfterEach
  void stop() throws Exception {
    started.forEach(extender -> node.finish(extender.stop()));
    node.close();
    if (running != null) {
      running.stop();
    }
  }

  @Test
  void sendsWithAToken() throws Exception {
    Extender extender = extender(Simulator.TOKEN, null, ExtenderFinder.NONE);
    node.finish(extender.send(POWER, false));
    assertThat(simulator().sent())
        .singleElement()
        .extracting(sent -> sent.get("freq_khz"))
        .isEqualTo(38);
    await().atMost(DEADLINE).until(() -> !online.isEmpty());
  }

  @Test
  void obtainsTheTokenWithThePin() throws Exception {
    Extender extender = extender(null, "1234", ExtenderFinder.NONE);
    await().atMost(DEADLINE).until(() -> !online.isEmpty());
    node.finish(extender.send(POWER, false));
    assertThat(simulator().sent()).hasSize(1);
  }

  @Test
  void saysWhenThePinIsWrongOrTheTokenForgotten() {
    Extender wrongPin = extender(null, "9999", ExtenderFinder.NONE);
    HubFailure refused = failure(wrongPin.send(POWER, false));
    assertThat(refused.reason()).isIn(ExtenderHttp.REFUSED, ExtenderHttp.TOKEN);
    Extender wrongToken = extender("x".repeat(40), null, ExtenderFinder.NONE);
    assertThat(failure(wrongToken.send(POWER, false)).reason()).isEqualTo(ExtenderHttp.TOKEN);
    await().atMost(DEADLINE).until(() -> !offline.isEmpty());
  }

  @Test
  void sendsOneAfterTheOther() throws Exception {
    Extender extender = extender(Simulator.TOKEN, null, ExtenderFinder.NONE);
    List<Future<?>> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ProtocolCode code = new ProtocolCode(Protocol.NEC, 4, i);
      sent.add(extender.send(Transmission.of(code, 1, false), false));
    }
    node.finish(Future.all(sent));
    assertThat(simulator().sent()).hasSize(10);
    List<Future<Void>> many = new ArrayList<>();
    for (int i = 0; i < SendQueue.LIMIT + 2; i++) {
      many.add(extender.send(POWER, false));
    }
    assertThat(failure(many.get(many.size() - 1)).code()).isEqualTo(FailureCode.OVERLOADED);
    node.finish(many.get(0));
  }

  @Test
  void hearsRemotesThroughThePushPort() throws Exception {
    Extender ignored = extender(Simulator.TOKEN, null, ExtenderFinder.NONE);
    hearUntilHeard();
    assertThat(heard.get(0).a()).hasSize(4).startsWith(9000).endsWith(560, 300);
    simulator().control("/reboot", Fields.EMPTY);
    heard.clear();
    hearUntilHeard();
  }

  @Test
  void asksForCapturesWhenThePushPortIsClosed() throws Exception {
    ExtenderAddress closed = new ExtenderAddress("127.0.0.1", simulator().port("http"), 1);
    Extender extender = extender(closed, Simulator.TOKEN, null, ExtenderFinder.NONE);
    node.finish(extender.watch("test", true));
    hearUntilHeard();
  }

  @Test
  void findsAnExtenderThatMoved() throws Exception {
    ExtenderAddress gone = new ExtenderAddress("127.0.0.2", simulator().port("http"), 1);
    Extender extender =
        extender(
            gone, Simulator.TOKEN, null, mac -> Future.succeededFuture(Optional.of("127.0.0.1")));
    node.finish(extender.send(POWER, false));
    await().atMost(DEADLINE).until(() -> !online.isEmpty());
    assertThat(online.get(0).host()).isEqualTo("127.0.0.1");
  }

  @Test
  void saysWhatIsWrongWithAnswers() throws Exception {
    Extender extender = extender(Simulator.TOKEN, null, ExtenderFinder.NONE);
    node.finish(extender.send(POWER, false));
    simulator().control("/trouble", Fields.of("kind", "garbage"));
    assertThat(failure(extender.send(POWER, false)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    simulator().control("/trouble", Fields.of("kind", "half"));
    assertThat(failure(extender.send(POWER, false)).reason()).isEqualTo(ExtenderHttp.GARBAGE);
    simulator().control("/trouble", Fields.of("kind", "silence").with("seconds", 3));
    assertThat(failure(extender.send(POWER, false)).code()).isEqualTo(FailureCode.TIMED_OUT);
    simulator().control("/trouble", Fields.of("kind", "none"));
    await().atMost(DEADLINE).untilAsserted(() -> node.finish(extender.send(POWER, false)));
  }

  @Test
  void saysWhatTheExtenderRefuses() {
    Extender extender = extender(Simulator.TOKEN, null, ExtenderFinder.NONE);
    Transmission.Request slow =
        new Transmission.Request(
            "/api/ir/send",
            Fields.of("freq_khz", 9).with("raw", List.of(560, 560)),
            Duration.ofMillis(10));
    HubFailure refused = failure(extender.send(new Transmission(List.of(slow)), false));
    assertThat(refused.reason()).isEqualTo(ExtenderHttp.REFUSED);
    assertThat(refused.message()).isEqualTo("The extender answers: IR send failed");
  }

  @Test
  void sendsTheLongestCodeAnExtenderBears() throws Exception {
    Extender extender = extender(Simulator.TOKEN, null, ExtenderFinder.NONE);
    PulseTrain longest = PulseTrain.of(38_000, Collections.nCopies(Transmission.MAX_VALUES, 560));
    node.finish(extender.send(Transmission.of(longest, 1, false), false));
    assertThat(simulator().sent()).hasSize(1);
  }

  private void hearUntilHeard() {
    AtomicInteger presses = new AtomicInteger();
    await()
        .atMost(DEADLINE)
        .until(
            () -> {
              int space = 4_500 + presses.incrementAndGet() % 50;
              simulator().control("/hear", Fields.of("a", List.of(9000, space, 560)));
              return !heard.isEmpty();
            });
  }

  private Extender extender(@Nullable String token, @Nullable String pin, ExtenderFinder finder) {
    return extender(simulator().address(), token, pin, finder);
  }

  private Extender extender(
      ExtenderAddress address,
      @Nullable String token,
      @Nullable String pin,
      ExtenderFinder finder) {
    Extender.Settings settings =
        new Extender.Settings(address, token, pin, "", Duration.ofMillis(300));
    Extender extender =
        new Extender(node.vertx, settings, new Recording(), finder, Clock.systemUTC());
    node.finish(extender.start());
    started.add(extender);
    return extender;
  }

  private Simulator simulator() {
    Simulator simulator = running;
    if (simulator == null) {
      throw new IllegalStateException("not started");
    }
    return simulator;
  }

  private HubFailure failure(Future<Void> sent) {
    return catchThrowableOfType(HubFailure.class, () -> node.finish(sent));
  }

  private final class Recording implements Extender.Listener {
    @Override
    public void online(ExtenderAddress address, Fields status) {
      online.add(address);
    }

    @Override
    public void offline(HubFailure why) {
      offline.add(why);
    }

    @Override
    public void heard(Capture capture) {
      heard.add(capture);
    }
  }
}
