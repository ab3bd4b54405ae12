package io.busbar.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.drivers.process.LifeCycle.Decision;
import io.busbar.drivers.process.LifeCycle.Effect;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LifeCycleLawsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  enum Happening {
    START,
    STOP,
    SETTLED,
    UNHEALTHY,
    CRASHED,
    MISCONFIGURED,
    RETRY_DUE
  }

  @Property
  void delayGrowsAndStaysWithinItsBounds(
      @ForAll @IntRange(min = 1, max = 1000) int crashes,
      @ForAll @DoubleRange(min = 0, max = 1) double random) {
    long delay = Backoff.delay(crashes, random).toMillis();
    assertThat(delay).isBetween(800L, 72_000L);
    assertThat(Backoff.delay(crashes + 1, random).toMillis()).isGreaterThanOrEqualTo(delay);
  }

  /** At most one process per instance: a launch only when the one before has ended. */
  @Property
  void neverLaunchesTwiceAndNeverWaitsForNothing(
      @ForAll @Size(max = 60) List<Happening> happenings,
      @ForAll @IntRange(min = 0, max = 400) int secondsApart) {
    LifeCycle life = LifeCycle.stopped(START);
    boolean process = false;
    boolean retry = false;
    Instant now = START;
    for (Happening happening : happenings) {
      now = now.plusSeconds(secondsApart);
      boolean ends = happening == Happening.CRASHED || happening == Happening.MISCONFIGURED;
      if ((ends && !process) || (happening == Happening.RETRY_DUE && !retry)) {
        continue;
      }
      Decision decision = decide(life, happening, now);
      process = process && !ends;
      if (decision.effect() == Effect.LAUNCH) {
        assertThat(process).as("launched twice").isFalse();
        process = true;
      }
      boolean samePhase = life.phase() == decision.next().phase();
      life = decision.next();
      retry = decision.retryIn() != null || (retry && samePhase);
      assertThat(life.alive()).isEqualTo(process);
      assertThat(retry && process).isFalse();
      assertThat(life.phase() != Status.CRASHED || retry).as("crashed for good").isTrue();
      assertThat(life.quickCrashes()).isBetween(0, Backoff.CRASHES_BEFORE_GIVING_UP);
    }
  }

  @Property
  void stoppingAlwaysLeadsToStopped(@ForAll @Size(max = 40) List<Happening> happenings) {
    LifeCycle life = LifeCycle.stopped(START);
    for (Happening happening : happenings) {
      life = decide(life, happening, START).next();
    }
    LifeCycle stopping = life.stop(START).next();
    LifeCycle end = stopping.ended(Ending.crash("gone"), START, 0.5).next();
    assertThat(end.phase()).isEqualTo(Status.STOPPED);
  }

  private static Decision decide(LifeCycle life, Happening happening, Instant now) {
    return switch (happening) {
      case START -> life.start(now);
      case STOP -> life.stop(now);
      case SETTLED -> life.settled();
      case UNHEALTHY -> life.unhealthy("useless");
      case CRASHED -> life.ended(Ending.crash("boom"), now, 0.5);
      case MISCONFIGURED -> life.ended(Ending.configuration("settings"), now, 0.5);
      case RETRY_DUE -> life.retryDue(now);
    };
  }
}
