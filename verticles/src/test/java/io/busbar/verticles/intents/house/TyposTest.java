package io.busbar.verticles.intents.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TyposTest {
  private final Typos typos = new Typos(List.of("kitchen", "floor", "flood", "bedroom", "tv"));

  @Test
  void findsTheNearestWords() {
    assertThat(typos.nearest("kichen")).containsExactly("kitchen");
    assertThat(typos.nearest("kithcen")).containsExactly("kitchen");
    assertThat(typos.nearest("floox")).containsExactlyInAnyOrder("floor", "flood");
  }

  @Test
  void leavesShortAndFarWordsAlone() {
    assertThat(typos.nearest("tx")).isEmpty();
    assertThat(typos.nearest("kicken")).isEmpty();
    assertThat(typos.nearest("ritchen")).isEmpty();
  }

  @Property(tries = 300)
  void measuresADistance(
      @ForAll @AlphaChars @StringLength(max = 12) String one,
      @ForAll @AlphaChars @StringLength(max = 12) String other) {
    assertThat(Typos.distance(one, one)).isZero();
    assertThat(Typos.distance(one, other)).isEqualTo(Typos.distance(other, one));
    assertThat(Typos.distance(one, other))
        .isBetween(Math.abs(one.length() - other.length()), Math.max(one.length(), other.length()));
  }
}
