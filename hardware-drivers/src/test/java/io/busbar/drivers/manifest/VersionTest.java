package io.busbar.drivers.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
  @Test
  void ordersByPrecedence() {
    List<Version> ordered =
        List.of(
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.10.0",
                "2.0.0")
            .stream()
            .map(Version::new)
            .toList();
    assertThat(ordered).isSorted();
    assertThat(new Version("1.0.0+a")).isEqualByComparingTo(new Version("1.0.0+b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.0", "v1.0.0", "1.0.0-", "1.0.0-..", "../1.0.0", "1.0.0/2"})
  void refusesWhatIsNoVersion(String text) {
    assertThatThrownBy(() -> new Version(text)).hasMessageContaining("semantic version");
  }

  @Property
  void comparesTheSameInBothDirections(
      @ForAll("versions") Version left, @ForAll("versions") Version right) {
    assertThat(Integer.signum(left.compareTo(right)))
        .isEqualTo(-Integer.signum(right.compareTo(left)));
    assertThat(left).isEqualByComparingTo(left);
  }

  @Provide
  Arbitrary<Version> versions() {
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 3);
    Arbitrary<String> suffixes = Arbitraries.of("", "-1", "-a", "-a.1", "-a.b", "-rc.2", "+x");
    return Combinators.combine(numbers, numbers, numbers, suffixes)
        .as(
            (major, minor, patch, end) ->
                new Version("%d.%d.%d%s".formatted(major, minor, patch, end)));
  }
}
