package io.busbar.drivers.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.value.Fields;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HandshakeTest {
  private static final String BAD =
      "{'method':'driver.register','driverKey':'HUE','instanceId':'a','protocolVersion':2}";

  private SessionBench bench = SessionBench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void greetsALinkAtOnce() {
    TestDriver driver = bench.connect(FakeLink.socket(), null);

    Fields greeting = driver.expect("CONNECTED");

    assertThat(greeting.get("ok")).isEqualTo(true);
    assertThat(greeting.get("serverTime")).isEqualTo("2026-11-01T12:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':7,'method':'driver.register','driverKey':'HUE','instanceId':'a','protocolVersion':1}",
        "{'id':7,'method':'driver.register','params':{'driverKey':'HUE','instanceId':'a','protocolVersion':1}}",
        "{'id':7,'method':'driver.register','protocolVersion':1,'params':{'driverKey':'HUE','instanceId':'a'}}",
        "{'id':7,'method':'driver.register','protocolVersion':'1','params':{'driverKey':'hue','instanceId':'a'}}"
      })
  void registersInEveryLayout(String registration) {
    TestDriver driver = bench.connect().say(registration);

    Fields answer = driver.expect("REGISTERED");

    assertThat(answer.values())
        .containsEntry("ok", true)
        .containsEntry("id", 7)
        .containsEntry("driverKey", "HUE")
        .containsEntry("instanceId", "a")
        .containsKeys("sessionId", "serverTime");
    assertThat(bench.sessions.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'method':'driver.enlist'} | Invalid driver message. | method must be exactly driver.register.
          {'method':'driver.register'} | protocolVersion is required for driver.register. | Set protocolVersion: 1.
          {'method':'driver.register','protocolVersion':3} | Unsupported protocolVersion. | Supported: 1.
          {'method':'driver.register','protocolVersion':1,'driverKey':'a-b','instanceId':'a'} | Invalid driver.register payload. | driverKey must match [A-Z0-9_] and be 2-64 chars.
          {'method':'driver.register','protocolVersion':1,'driverKey':'HUE','instanceId':'a b'} | Invalid driver.register payload. | instanceId must match [a-zA-Z0-9:_-] and be 1-128 chars.
          """,
      quoteCharacter = '~')
  void refusesInTheWordsOfTheProtocol(String registration, String error, String detail) {
    TestDriver driver = bench.connect().say(registration);

    Fields answer = driver.expect("ERROR");

    assertThat(answer.values())
        .containsEntry("ok", false)
        .containsEntry("code", "DRIVER_WS_VALIDATION_ERROR")
        .containsEntry("error", error)
        .containsEntry("details", List.of(detail));
    assertThat(driver.link.closes).isEmpty();
  }

  @Test
  void doesNotEchoAnIdThatIsTooLong() {
    String tooLong = "{'id':'%s',%s".formatted("i".repeat(129), BAD.substring(1));
    TestDriver driver = bench.connect().say(tooLong).register("a");

    Fields answer = driver.expect("ERROR");

    assertThat(answer.values())
        .doesNotContainKey("id")
        .containsEntry("code", "DRIVER_WS_VALIDATION_ERROR")
        .containsEntry(
            "details", List.of("id must be a number, or a text of at most 128 characters."));
    assertThat(driver.expect("REGISTERED").get("ok")).isEqualTo(true);
  }

  @Test
  void letsADriverTryAgainOnTheSameLink() {
    TestDriver driver = bench.connect().say(BAD).say(BAD).register("a");

    assertThat(driver.expect("ERROR").get("error")).isEqualTo("Unsupported protocolVersion.");
    assertThat(driver.expect("ERROR").get("ok")).isEqualTo(false);
    assertThat(driver.expect("REGISTERED").get("ok")).isEqualTo(true);
  }

  @Test
  void closesAfterThreeFailedRegistrations() {
    TestDriver driver = bench.connect().say(BAD).say(BAD).say(BAD).register("a");

    driver.expectClose(CloseCode.POLICY);

    assertThat(driver.settled().link.sent).hasSize(3);
    assertThat(bench.sessions.count()).isZero();
  }

  @Test
  void closesALinkThatDoesNotRegister() {
    bench.close();
    bench =
        new SessionBench(
            new SessionLimits(10, 10, 8, Duration.ofSeconds(9), Duration.ofMillis(900)));

    TestDriver silent = bench.connect();
    TestDriver registered = bench.registered("a");

    silent.expectClose(CloseCode.REGISTRATION_TIMEOUT);
    assertThat(registered.settled().link.closes).isEmpty();
  }

  @Test
  void closesAfterTwentyInvalidMessagesInARow() {
    TestDriver driver = bench.registered("a");
    for (int i = 0; i < 19; i++) {
      driver.say("nonsense");
    }
    driver.say("{'event':'STATE_UPDATE','device_id':'x','data':{'on':true}}");
    for (int i = 0; i < 19; i++) {
      driver.sayGarbage();
    }
    assertThat(driver.settled().link.closes).isEmpty();

    driver.say("[]");

    driver.expectClose(CloseCode.POLICY);
  }

  @Test
  void namesWhatCannotBeRead() {
    TestDriver driver = bench.registered("a").say("nonsense").say("{'id':5,'event':'DANCE'}");

    assertThat(driver.expect("ERROR").values())
        .containsEntry("code", "DRIVER_WS_VALIDATION_ERROR")
        .containsEntry("error", "Invalid driver message.");
    assertThat(driver.expect("ERROR").values())
        .containsEntry("code", "DRIVER_WS_UNKNOWN_EVENT")
        .containsEntry("id", 5);
  }

  @Test
  void closesOnADriverThatNeverRegistersAndTalksOn() {
    TestDriver driver = bench.connect();
    for (int i = 0; i < SessionLimits.MAX_INVALID_IN_A_ROW; i++) {
      driver.say("{'event':'STATE_UPDATE','device_id':'x','data':{'on':true}}");
    }

    await().until(() -> !driver.link.closes.isEmpty());
    assertThat(driver.link.closes.toString()).contains("POLICY");
  }

  @Test
  void wantsARegistrationBeforeEvents() {
    TestDriver driver =
        bench.connect().say("{'id':1,'event':'STATE_UPDATE','device_id':'x','data':{'on':true}}");

    assertThat(driver.expect("ERROR").values())
        .containsEntry("code", "DRIVER_WS_NOT_REGISTERED")
        .containsEntry("id", 1);
    assertThat(driver.register("a").expect("REGISTERED").get("ok")).isEqualTo(true);
    assertThat(bench.neighbours.reports()).isEmpty();
  }

  @Test
  void asksForTheDriverToken() {
    TestDriver stranger = bench.connect(FakeLink.guardedSocket("t0p"), null).register("a");
    assertThat(stranger.expect("CONNECTED").get("ok")).isEqualTo(true);
    assertThat(stranger.expect("ERROR").get("code")).isEqualTo("DRIVER_WS_UNAUTHORIZED");
    stranger.expectClose(CloseCode.UNAUTHORIZED);

    TestDriver friend =
        bench
            .connect(FakeLink.guardedSocket("t0p"), null)
            .say(
                "{'method':'driver.register','protocolVersion':1,"
                    + "'params':{'driverKey':'HUE','instanceId':'a','token':'t0p'}}");
    assertThat(friend.expect("CONNECTED").get("ok")).isEqualTo(true);
    assertThat(friend.expect("REGISTERED").get("ok")).isEqualTo(true);
  }
}
