package io.busbar.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every promise but that of registers, kept and broken. */
class ChecksTest {
  @Test
  void findsACommandThatWasDoneTwice() {
    assertBroken(
        new CommandsEndOnce(),
        command().ok("command", 1, "c", "completed").seen("executed", "c", "lamp", "driver"),
        "done 2 times");
  }

  @Test
  void findsACompletedCommandThatNobodyDid() {
    assertBroken(
        new CommandsEndOnce(),
        new Lines().begin("command", 1, "c", "lamp").ok("command", 1, "c", "completed"),
        "no driver did it");
  }

  @Test
  void findsARefusedCommandThatWasDone() {
    assertBroken(
        new CommandsEndOnce(), command().fail("command", 1, "c", "DRIVER_OFFLINE"), "refused");
  }

  @Test
  void findsACommandThatNeverEnds() {
    assertBroken(
        new CommandsEndOnce(),
        command().unknown("command", 1, "c", "").seen("logged", "c", "dispatched", "database"),
        "never ended");
  }

  @Test
  void letsACommandOfUnknownOutcomeBeDoneOrNot() {
    assertKept(new CommandsEndOnce(), command().unknown("command", 1, "c", ""));
    assertKept(
        new CommandsEndOnce(),
        new Lines()
            .begin("command", 1, "c", "lamp")
            .unknown("command", 1, "c", "")
            .seen("logged", "c", "unknown", "database"));
  }

  @Test
  void findsAFeedThatGoesBack() {
    Lines lines = new Lines().seen("told", "d", "1", "sse#1").seen("told", "d", "3", "sse#1");
    assertKept(new FeedsKeepOrder(), lines.seen("told", "d", "2", "sse#2"));
    assertBroken(
        new FeedsKeepOrder(), lines.seen("told", "d", "2", "sse#1"), "told 2 of d after 3");
  }

  @Test
  void findsAStateOlderThanAcknowledged() {
    Lines lines = new Lines().reported(1, "d", "4", "n1").seen("final", "d", "4", "n1");
    assertKept(new StatesSettle(), lines);
    assertBroken(new StatesSettle(), lines.seen("final", "d", "3", "n2"), "n2 shows 3 of d");
  }

  @Test
  void findsNodesThatDisagree() {
    Lines lines = new Lines().reported(1, "d", "4", "n1").begin("report", 2, "d", "5");
    assertKept(new StatesSettle(), lines.seen("final", "d", "5", "n1"));
    assertBroken(new StatesSettle(), lines.seen("final", "d", "4", "n2"), "n1 shows 5");
  }

  @Test
  void findsAVersionThatGoesBack() {
    Lines lines = new Lines().seen("stored", "d", "2.7", "40").seen("stored", "d", "3.1", "41");
    assertKept(new VersionsGrow(), lines);
    assertBroken(new VersionsGrow(), lines.seen("stored", "d", "2.9", "42"), "version 2.9");
  }

  @Test
  void findsAnEpochOfTwoOwners() {
    Lines lines =
        new Lines()
            .reported(1, "d", "1", "n1")
            .seen("stored", "d", "1.1", "1")
            .reported(2, "d", "2", "n2");
    assertBroken(
        new VersionsGrow(), lines.seen("stored", "d", "1.2", "2"), "written by n1 and by n2");
  }

  @Test
  void letsANewOwnerBeginWithWhatTheFormerOneHadTold() {
    Lines lines =
        new Lines()
            .reported(1, "d", "1", "n1")
            .seen("stored", "d", "1.1", "1")
            .reported(2, "d", "2", "n1")
            .seen("stored", "d", "2.2", "2")
            .reported(3, "d", "3", "n2")
            .seen("stored", "d", "2.3", "3");
    assertKept(new VersionsGrow(), lines);
    Lines back = lines.reported(4, "d", "4", "n1").seen("stored", "d", "2.4", "4");
    assertBroken(new VersionsGrow(), back, "written by n2 and by n1");
  }

  @Test
  void findsATriggerThatFiredTwice() {
    Lines lines = new Lines().reported(1, "sense-a", "1", "n1").seen("run", "sense-a", "1", "r1");
    assertKept(new TriggersFireOnce(), lines);
    assertBroken(new TriggersFireOnce(), lines.seen("run", "sense-a", "1", "r2"), "started 2 runs");
  }

  @Test
  void findsATriggerThatDidNotFireThoughNothingWasBroken() {
    Lines lines =
        new Lines()
            .seen("fault", "kill", "1", "begin")
            .seen("fault", "kill", "1", "end")
            .reported(1, "sense-a", "1", "n1");
    assertKept(new TriggersFireOnce(), lines);
    assertBroken(
        new TriggersFireOnce(), lines.pass(60).reported(2, "sense-a", "2", "n1"), "no run");
  }

  @Test
  void findsAScheduleThatFiredTwiceOrNotAtAll() {
    Lines lines = new Lines().seen("minute", "p", "1", "").seen("tick", "p", "1", "r1");
    assertKept(new SchedulesFireOnce(), lines);
    assertBroken(new SchedulesFireOnce(), lines.seen("tick", "p", "1", "r2"), "ran 2 times");
    assertBroken(new SchedulesFireOnce(), new Lines().seen("minute", "p", "1", ""), "did not run");
  }

  @Test
  void findsAMessageThatIsMissing() {
    Lines lines =
        new Lines()
            .seen("subscriber", "s", "", "")
            .begin("publish", 1, "t/q1", "1")
            .ok("publish", 1, "t/q1", "1")
            .seen("deliver", "t/q1", "1", "s")
            .seen("deliver", "t/q1", "1", "s");
    assertKept(new MessagesArrive(), lines);
    assertBroken(
        new MessagesArrive(),
        lines.begin("publish", 2, "t/q1", "2").ok("publish", 2, "t/q1", "2"),
        "did not reach s");
  }

  @Test
  void findsASubscriberThatGotNothingAtAll() {
    Lines lines =
        new Lines()
            .seen("subscriber", "s", "", "")
            .seen("subscriber", "idle", "", "")
            .begin("publish", 1, "t/q1", "1")
            .ok("publish", 1, "t/q1", "1")
            .seen("deliver", "t/q1", "1", "s");
    assertBroken(new MessagesArrive(), lines, "did not reach idle");
    assertThat(new MessagesArrive().judged(lines.all())).isEqualTo(2);
  }

  @Test
  void findsAPlaceThatShowsNothing() {
    Lines lines =
        new Lines()
            .seen("place", "n1", "", "")
            .seen("place", "n2", "", "")
            .reported(1, "d", "4", "n1")
            .seen("final", "d", "4", "n1");
    assertBroken(new StatesSettle(), lines, "n2 shows d 0 times");
    assertThat(new StatesSettle().judged(lines.all())).isEqualTo(2);
    assertKept(new StatesSettle(), lines.seen("final", "d", "4", "n2"));
    assertBroken(new StatesSettle(), lines.seen("final", "d", "4", "n2"), "n2 shows d 2 times");
  }

  @Test
  void judgesNothingInTheShadowOfAFault() {
    Lines lines =
        new Lines()
            .seen("fault", "kill", "1", "begin")
            .seen("fault", "kill", "1", "end")
            .reported(1, "sense-a", "1", "n1")
            .seen("minute", "p", "1", "");
    assertThat(new TriggersFireOnce().judged(lines.all())).isZero();
    assertThat(new SchedulesFireOnce().judged(lines.all())).isZero();
    lines = lines.pass(60).reported(2, "sense-a", "2", "n1").seen("minute", "p", "2", "");
    assertThat(new TriggersFireOnce().judged(lines.all())).isEqualTo(1);
    assertThat(new SchedulesFireOnce().judged(lines.all())).isEqualTo(1);
  }

  @Test
  void judgesNothingInAnEmptyHistory() {
    assertThat(Checks.all())
        .allSatisfy(check -> assertThat(check.judged(new Lines().all())).isZero());
  }

  @Test
  void findsAMessageOfQos2ThatCameTwice() {
    Lines lines =
        new Lines()
            .begin("publish", 1, "t/q2", "1")
            .unknown("publish", 1, "t/q2", "1")
            .seen("deliver", "t/q2", "1", "s");
    assertKept(new MessagesArrive(), lines);
    assertBroken(new MessagesArrive(), lines.seen("deliver", "t/q2", "1", "s"), "again");
  }

  private static Lines command() {
    return new Lines().begin("command", 1, "c", "lamp").seen("executed", "c", "lamp", "driver");
  }

  private static void assertKept(Check check, Lines lines) {
    assertThat(check.violations(lines.all())).isEmpty();
  }

  private static void assertBroken(Check check, Lines lines, String words) {
    assertThat(check.violations(lines.all())).singleElement().asString().contains(words);
  }
}
