package io.busbar.drivers.ir;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Trains of any kind that a remote may send. */
public final class Trains {
  private static final int MAX_PAIRS = 60;

  private Trains() {}

  public static Arbitrary<PulseTrain> any() {
    return Combinators.combine(
            Arbitraries.integers()
                .between(PulseTrain.MIN_CARRIER + 1000, PulseTrain.MAX_CARRIER - 1000),
            values(1),
            values(0),
            Arbitraries.integers().between(1, 6))
        .as(PulseTrain::new);
  }

  private static Arbitrary<List<Integer>> values(int minPairs) {
    Arbitrary<Integer> micros =
        Arbitraries.oneOf(
            Arbitraries.integers().between(150, 2_500),
            Arbitraries.integers().between(2_500, 600_000));
    return Arbitraries.integers()
        .between(minPairs, MAX_PAIRS)
        .flatMap(pairs -> micros.list().ofSize(2 * pairs));
  }
}
