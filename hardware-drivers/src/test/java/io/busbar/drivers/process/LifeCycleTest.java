package io.busbar.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.drivers.process.LifeCycle.Decision;
import io.busbar.drivers.process.LifeCycle.Effect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Ending CRASH = Ending.crash("boom");
  private static final double NO_JITTER = 0.5;

  private final LifeCycle stopped = LifeCycle.stopped(NOW);
  private final LifeCycle starting = stopped.start(NOW).next();
  private final LifeCycle running = starting.settled().next();

  @Test
  void startsSettlesAndStops() {
    assertThat(stopped.start(NOW).effect()).isEqualTo(Effect.LAUNCH);
    assertThat(starting.phase()).isEqualTo(Status.STARTING);
    assertThat(running.phase()).isEqualTo(Status.RUNNING);
    Decision stop = running.stop(NOW);
    assertThat(stop.effect()).isEqualTo(Effect.END);
    assertThat(stop.next().phase()).isEqualTo(Status.STOPPING);
    Decision gone = stop.next().ended(CRASH, NOW, NO_JITTER);
    assertThat(gone.next().phase()).isEqualTo(Status.STOPPED);
    assertThat(gone.retryIn()).isNull();
    assertThat(gone.next().lastError()).isNull();
  }

  @Test
  void backsOffAfterEachQuickCrash() {
    LifeCycle life = running;
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      Decision crash = life.ended(CRASH, NOW, NO_JITTER);
      assertThat(crash.next().phase()).isEqualTo(Status.CRASHED);
      assertThat(crash.retryIn()).isEqualTo(Duration.ofSeconds(seconds));
      life = crash.next().retryDue(NOW).next();
    }
    assertThat(life.restarts()).isEqualTo(9);
  }

  @Test
  void givesUpAfterTenQuickCrashesAndTriesAgainEveryQuarterOfAnHour() {
    LifeCycle life = crashedTenTimes();
    assertThat(life.phase()).isEqualTo(Status.FAILED);
    Decision again = life.retryDue(NOW);
    assertThat(again.effect()).isEqualTo(Effect.LAUNCH);
    Decision failed = again.next().ended(CRASH, NOW, NO_JITTER);
    assertThat(failed.next().phase()).isEqualTo(Status.FAILED);
    assertThat(failed.retryIn()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void forgetsCrashesAfterFiveMinutesOfHealth() {
    LifeCycle life = crashedTenTimes().retryDue(NOW).next().settled().next();
    Decision crash = life.ended(CRASH, NOW.plus(Duration.ofMinutes(5)), NO_JITTER);
    assertThat(crash.next().phase()).isEqualTo(Status.CRASHED);
    assertThat(crash.retryIn()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void doesNotLoopOverAConfigurationError() {
    Decision failed = starting.ended(Ending.configuration("host is missing"), NOW, NO_JITTER);
    assertThat(failed.next().phase()).isEqualTo(Status.FAILED);
    assertThat(failed.next().lastError()).isEqualTo("host is missing");
    assertThat(failed.retryIn()).isNull();
    assertThat(failed.next().start(NOW).effect()).isEqualTo(Effect.LAUNCH);
  }

  @Test
  void countsBeingKilledForUselessnessAsACrashWithThatReason() {
    Decision useless = running.unhealthy("does not read");
    assertThat(useless.effect()).isEqualTo(Effect.KILL);
    Decision dead = useless.next().ended(Ending.crash("signal 9"), NOW, NO_JITTER);
    assertThat(dead.next().phase()).isEqualTo(Status.CRASHED);
    assertThat(dead.next().lastError()).isEqualTo("does not read");
  }

  @Test
  void startsAgainWhenWantedWhileStopping() {
    LifeCycle stopping = running.stop(NOW).next().start(NOW).next();
    Decision gone = stopping.ended(CRASH, NOW, NO_JITTER);
    assertThat(gone.effect()).isEqualTo(Effect.LAUNCH);
    assertThat(gone.next().phase()).isEqualTo(Status.STARTING);
  }

  @Test
  void stopsAtOnceWhatWaitsForItsNextStart() {
    LifeCycle crashed = running.ended(CRASH, NOW, NO_JITTER).next();
    Decision stop = crashed.stop(NOW);
    assertThat(stop.next().phase()).isEqualTo(Status.STOPPED);
    assertThat(stop.effect()).isEqualTo(Effect.NOTHING);
    assertThat(stop.next().retryDue(NOW).effect()).isEqualTo(Effect.NOTHING);
  }

  private LifeCycle crashedTenTimes() {
    LifeCycle life = running;
    for (int crash = 1; crash < Backoff.CRASHES_BEFORE_GIVING_UP; crash++) {
      life = life.ended(CRASH, NOW, NO_JITTER).next().retryDue(NOW).next();
    }
    return life.ended(CRASH, NOW, NO_JITTER).next();
  }
}
