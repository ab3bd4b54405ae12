package io.busbar.verticles.programs.triggers;

import static io.busbar.verticles.programs.testing.Draft.becomes;
import static io.busbar.verticles.programs.testing.Draft.changes;
import static io.busbar.verticles.programs.testing.Draft.script;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.House;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.model.Trigger;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TriggersTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final House HOME = new House("Home", ZoneId.of("Europe/Berlin"), 52.5, 13.4);
  private static final Duration HALF_MINUTE = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock(NOON);
  private final TriggerStore store = new InMemoryTriggerStore();
  private final Map<DeviceId, Fields> states = new HashMap<>();
  private final List<Firing> fired = new ArrayList<>();
  private ManualTimers timers = new ManualTimers();
  private Triggers triggers = watching();
  private int version;

  @Test
  void firesOnTheStepToTheValueOnly() {
    watch(script("p").on(becomes("lamp", "power", true, Duration.ZERO)).done());
    report("lamp", "power", false);
    report("lamp", "power", true);
    report("lamp", "power", true);
    report("lamp", "power", false);
    report("lamp", "power", true);

    assertThat(fired).hasSize(2);
    assertThat(fired.get(0).told().values())
        .containsEntry("type", "state")
        .containsEntry("from", false)
        .containsEntry("to", true)
        .containsEntry("deviceId", "lamp");
    assertThat(fired).extracting(Firing::occasion).doesNotHaveDuplicates();
  }

  @Test
  void looksAtWhereTheValueComesFrom() {
    Trigger fromHome =
        new Trigger.State(new DeviceId("ada"), "at", "home", true, "away", true, Duration.ZERO);
    watch(script("p").on(fromHome).done());
    report("ada", "at", "work");
    report("ada", "at", "away");
    assertThat(fired).isEmpty();
    report("ada", "at", "home");
    report("ada", "at", "away");
    assertThat(fired).hasSize(1);
  }

  @Test
  void seesBelowTheTopAndTakesNumbersAsTheyAre() {
    watch(
        script("p").on(becomes("pc", "extras.sensors.cpu", 40, Duration.ZERO)).done(),
        script("q").on(changes("pc", "extras.sensors.cpu")).done());
    report("pc", "extras", Map.of("sensors", Map.of("cpu", 39)));
    report("pc", "extras", Map.of("sensors", Map.of("cpu", 40.0)));
    report("pc", "extras", Map.of("sensors", Map.of("cpu", 40)));
    report("pc", "extras", Map.of("sensors", Map.of("cpu", 40, "fan", 1)));

    assertThat(fired).extracting(Firing::programId).containsExactly("q", "p", "q");
  }

  @Test
  void firesWhenANumberCrossesTheBorder() {
    Trigger hot = new Trigger.Crossing(new DeviceId("t"), "temperature", 25.0, null, Duration.ZERO);
    watch(script("p").on(hot).done());
    report("t", "temperature", 26); // not known before: nothing was crossed
    report("t", "temperature", 24);
    report("t", "temperature", 25);
    report("t", "temperature", 25.5);
    report("t", "temperature", 30);
    report("t", "temperature", "n/a");
    report("t", "temperature", 31);

    assertThat(fired).hasSize(1);
    assertThat(fired.get(0).told().values()).containsEntry("to", 25.5).containsEntry("from", 25);
  }

  @Test
  void waitsUntilItHasHeldLongEnough() {
    watch(script("p").on(becomes("door", "open", true, HALF_MINUTE)).done());
    report("door", "open", true);
    pass(29);
    assertThat(fired).isEmpty();
    report("door", "open", false);
    pass(60);
    assertThat(fired).isEmpty();

    report("door", "open", true);
    pass(30);
    assertThat(fired).hasSize(1);
    pass(120);
    assertThat(fired).hasSize(1);
    assertThat(success(store.pending())).isEmpty();
  }

  @Test
  void keepsCountingWhileTheNumberMovesBeyondTheBorder() {
    Trigger hot = new Trigger.Crossing(new DeviceId("t"), "temperature", 25.0, null, HALF_MINUTE);
    watch(script("p").on(hot).done());
    report("t", "temperature", 20);
    report("t", "temperature", 26);
    pass(20);
    report("t", "temperature", 27);
    pass(10);
    assertThat(fired).hasSize(1);
  }

  @Test
  void goesOnWaitingAfterARestart() {
    CompiledProgram program = script("p").on(becomes("door", "open", true, HALF_MINUTE)).done();
    watch(program);
    report("door", "open", true);
    pass(10);

    restart(program);
    pass(19);
    assertThat(fired).isEmpty();
    pass(1);
    assertThat(fired).hasSize(1);
  }

  @Test
  void firesOnceWhatFellDueWhileTheHubWasAway() {
    CompiledProgram program = script("p").on(becomes("door", "open", true, HALF_MINUTE)).done();
    watch(program);
    report("door", "open", true);
    pass(10);

    clock.pass(Duration.ofHours(1));
    restart(program);
    pass(1);
    assertThat(fired).hasSize(1);
    restart(program);
    pass(60);
    assertThat(fired).hasSize(1);
  }

  @Test
  void forgetsWhatNoLongerHoldsAfterARestart() {
    CompiledProgram program = script("p").on(becomes("door", "open", true, HALF_MINUTE)).done();
    watch(program);
    report("door", "open", true);
    pass(10);
    states.put(new DeviceId("door"), Fields.of("open", false));
    restart(program);
    pass(60);

    assertThat(fired).isEmpty();
    assertThat(success(store.pending())).isEmpty();
  }

  @Test
  void forgetsWhatWaitsWhenTheTriggerIsEdited() {
    watch(script("p").on(becomes("door", "open", true, HALF_MINUTE)).done());
    report("door", "open", true);
    pass(5);
    triggers.learn(script("p").on(becomes("door", "open", true, Duration.ofSeconds(20))).done());
    pass(60);

    assertThat(fired).isEmpty();
    assertThat(success(store.pending())).isEmpty();
  }

  @Test
  void keepsWaitingWhenSomethingElseIsEdited() {
    CompiledProgram program = script("p").on(becomes("door", "open", true, HALF_MINUTE)).done();
    watch(program);
    report("door", "open", true);
    pass(5);
    triggers.learn(program);
    pass(25);

    assertThat(fired).hasSize(1);
  }

  @Test
  void neverFiresForProgramsThatAreOff() {
    watch(script("p").on(becomes("lamp", "power", true, Duration.ZERO)).disabled().done());
    report("lamp", "power", true);
    triggers.hubStarted("start");

    assertThat(fired).isEmpty();
  }

  @Test
  void firesAtItsTime() {
    watch(script("p").on(new Trigger.At(LocalTime.of(14, 30), Set.of())).done());
    pass(30 * 60 - 1);
    assertThat(fired).isEmpty();
    pass(1);

    assertThat(fired).hasSize(1);
    assertThat(fired.get(0).occasion()).isEqualTo("2026-06-01T12:30:00Z");
    assertThat(fired.get(0).told().values()).containsEntry("at", "2026-06-01T14:30+02:00");
  }

  @Test
  void skipsTimesThatTheClockJumpedOver() {
    watch(script("p").on(new Trigger.Cron("0 * * * *")).done());
    clock.pass(Duration.ofMinutes(90));
    pass(60);
    assertThat(fired).isEmpty();

    pass(29 * 60);
    assertThat(fired).extracting(Firing::occasion).containsExactly("2026-06-01T14:00:00Z");
  }

  @Test
  void stillFiresWithinTheGrace() {
    watch(script("p").on(new Trigger.Cron("0 * * * *")).done());
    clock.pass(Duration.ofMinutes(60).plusSeconds(20));
    pass(60);

    assertThat(fired).hasSize(1);
  }

  @Test
  void namesATimeThatComesAgainAlike() {
    watch(script("p").on(new Trigger.Cron("0 * * * *")).done());
    pass(3600);
    clock.pass(Duration.ofMinutes(-30));
    pass(3600);

    assertThat(fired)
        .extracting(Firing::occasion)
        .containsExactly("2026-06-01T13:00:00Z", "2026-06-01T13:00:00Z");
    assertThat(success(store.claim(fired.get(0), clock.instant()))).isTrue();
    assertThat(success(store.claim(fired.get(1), clock.instant()))).isFalse();
  }

  @Test
  void firesOnEventsThatMatch() {
    Fields open = Fields.of("action", "turn_on");
    watch(
        script("p").on(new Trigger.Event("ACTION_RESULT", new DeviceId("lamp"), open)).done(),
        script("q").on(new Trigger.Event("ACTION_RESULT", null, Fields.EMPTY)).done());
    triggers.heard(event("lamp", "turn_on"));
    triggers.heard(event("lamp", "turn_off"));
    triggers.heard(event("fan", "turn_on"));

    assertThat(fired).extracting(Firing::programId).containsExactlyInAnyOrder("p", "q", "q", "q");
    assertThat(triggers.isHeard("ACTION_RESULT")).isTrue();
    assertThat(triggers.isHeard("ACTION_FAILED")).isFalse();
  }

  @Test
  void firesWhenItsWebhookIsCalled() {
    watch(script("p").on(new Trigger.Webhook("secret")).done());

    assertThat(triggers.called("guess", Fields.EMPTY, "1")).isFalse();
    assertThat(triggers.called("secret", Fields.of("x", 1), "2")).isTrue();
    assertThat(fired).hasSize(1);
    assertThat(fired.get(0).told().object("body").get("x")).isEqualTo(1);
    triggers.forget("p");
    assertThat(triggers.called("secret", Fields.EMPTY, "3")).isFalse();
  }

  @Test
  void firesAtTheStartAndAfterOtherPrograms() {
    watch(
        script("s").on(new Trigger.Startup()).done(),
        script("any").on(new Trigger.AfterProgram("other", null)).done(),
        script("bad").on(new Trigger.AfterProgram("other", "failed")).done());
    triggers.hubStarted("start");
    triggers.programEnded("other", "r1", "completed");
    triggers.programEnded("other", "r2", "failed");
    triggers.programEnded("other", "r3", "skipped");
    triggers.programEnded("another", "r4", "failed");

    assertThat(fired)
        .extracting(Firing::programId)
        .containsExactlyInAnyOrder("s", "any", "any", "bad");
  }

  private Triggers watching() {
    return new Triggers(
        store, HOME, timers, clock, id -> states.getOrDefault(id, Fields.EMPTY), fired::add);
  }

  private void watch(CompiledProgram... programs) {
    done(triggers.start(List.of(programs)));
  }

  /** As after kill -9: nothing is said to the old one, its timers never go off. */
  private void restart(CompiledProgram program) {
    timers = new ManualTimers();
    triggers = watching();
    watch(program);
  }

  private void report(String device, String key, @Nullable Object value) {
    DeviceId id = new DeviceId(device);
    Fields before = states.getOrDefault(id, Fields.EMPTY);
    Fields after = before.with(key, value);
    states.put(id, after);
    triggers.stateChanged(id, before, after, id + "@" + version++);
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.pass(Duration.ofSeconds(1));
      timers.pass(Duration.ofSeconds(1));
    }
  }

  private static HubEvent event(String device, String action) {
    return new HubEvent(
        "ACTION_RESULT", new DeviceId(device), Fields.of("action", action), device + action);
  }
}
