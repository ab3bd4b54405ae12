package io.busbar.bench.micro;

import io.busbar.contracts.states.StatePatch;
import io.busbar.contracts.value.Fields;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Merging what a driver reports into what is known. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StatePatches {
  private final Fields state =
      Fields.from(
          Map.of("power", true, "brightness", 40, "extras", Map.of("rssi", -60, "status", "ok")));
  private final Fields same = Fields.of("brightness", 40);
  private final Fields other = Fields.of("brightness", 41);
  private final Fields extras = Fields.of("extras", Map.of("status", "stale"));

  @Benchmark
  public Fields sameValue() {
    return StatePatch.apply(state, same);
  }

  @Benchmark
  public Fields otherValue() {
    return StatePatch.apply(state, other);
  }

  @Benchmark
  public Fields mergedExtras() {
    return StatePatch.apply(state, extras);
  }

  @Benchmark
  public Set<String> changedKeys() {
    return StatePatch.changed(state, StatePatch.apply(state, other));
  }
}
