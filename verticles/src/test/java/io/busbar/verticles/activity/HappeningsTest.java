package io.busbar.verticles.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.activity.ActivityItem.Kind;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.activity.Happening.What;
import io.busbar.verticles.programs.testing.Draft;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HappeningsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Program DUSK = Draft.script("p1").done().program();

  @Test
  void tellsWhoChangedAProgramAndThroughWhichDoor() {
    What what = what(new ProgramChanged(ProgramsContract.Change.REMOVED, DUSK, Source.REST, "ada"));

    assertThat(what.kind()).isEqualTo(Kind.PROGRAM_REMOVED);
    assertThat(what.source()).isEqualTo(Source.REST);
    assertThat(what.who()).isEqualTo("ada");
    assertThat(what.programId()).isEqualTo("p1");
  }

  @Test
  void tellsThatTheHubChangedAProgram() {
    What what =
        what(new ProgramChanged(ProgramsContract.Change.UPDATED, DUSK, Source.SYSTEM, null));

    assertThat(what.kind()).isEqualTo(Kind.PROGRAM_CHANGED);
    assertThat(what.source()).isEqualTo(Source.SYSTEM);
    assertThat(what.who()).isNull();
  }

  private static What what(ProgramChanged event) {
    return Happenings.of(event, NOON).what();
  }
}
