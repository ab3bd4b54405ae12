package io.busbar.verticles.programs;

import static io.busbar.verticles.programs.Drafts.NOON;
import static io.busbar.verticles.programs.Drafts.program;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.programs.Program;
import org.junit.jupiter.api.Test;

/** What every {@link ProgramsStore} must do. */
interface ProgramsStoreTck {
  /** The store of the running test, empty at its start. */
  ProgramsStore store();

  @Test
  default void keepsProgramsAsTheyAreOldestFirst() {
    Program young = program("a", NOON);
    Program old = program("b", NOON.minusSeconds(9));
    done(store().save(young));
    done(store().save(old));

    assertThat(success(store().all())).containsExactly(old, young);
  }

  @Test
  default void replacesAProgram() {
    done(store().save(program("a", NOON)));
    Program newer = program("a", NOON).with(java.util.List.of("actions[0]: broken"));
    done(store().save(newer));

    assertThat(success(store().all())).containsExactly(newer);
  }

  @Test
  default void deletesAndForgivesDeletingTwice() {
    done(store().save(program("a", NOON)));
    done(store().delete("a"));
    done(store().delete("a"));

    assertThat(success(store().all())).isEmpty();
  }
}
