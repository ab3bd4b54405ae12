package io.busbar.verticles.intents;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.intents.ProgramSemantic;
import io.busbar.contracts.intents.ProgramSemantic.Effect;
import io.busbar.contracts.intents.ProgramSemantic.Safety;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link IntentsStore} must do. */
interface IntentsStoreTck {
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** The store of the running test, empty at its start. */
  IntentsStore store();

  @Test
  default void keepsSemanticsAsTheyAreOldestFirst() {
    ProgramSemantic young = semantic("a", List.of("Kino \uD83C\uDFAC", "\u0000"), NOON);
    ProgramSemantic old = semantic("b", List.of(), NOON.minusSeconds(9));
    done(store().save(young));
    done(store().save(old));

    assertThat(success(store().semantics())).containsExactly(old, young);
  }

  @Test
  default void replacesASemantic() {
    done(store().save(semantic("a", List.of("One"), NOON)));
    ProgramSemantic newer = semantic("a", List.of("Two"), NOON);
    done(store().save(newer));

    assertThat(success(store().semantics())).containsExactly(newer);
  }

  @Test
  default void deletesAndTellsWhetherThereWasOne() {
    done(store().save(semantic("a", List.of(), NOON)));

    assertThat(success(store().delete("a"))).isTrue();
    assertThat(success(store().delete("a"))).isFalse();
    assertThat(success(store().semantics())).isEmpty();
  }

  private static ProgramSemantic semantic(String id, List<String> aliases, Instant at) {
    return new ProgramSemantic(
        id,
        "prg",
        aliases,
        List.of("cinema"),
        List.of("let us go"),
        List.of("spc"),
        List.of("tag"),
        Effect.MOOD,
        Safety.CONFIRM,
        null,
        at,
        at);
  }
}
