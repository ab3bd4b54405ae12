package io.busbar.bench.micro;

import io.busbar.bridge.rest.OpenApiFile;
import io.busbar.bridge.rest.Operation;
import io.busbar.bridge.rest.RequestCheck;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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

/** Checking a command of an app against its contract. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestChecks {
  private static final String COMMAND = "/devices/{id}/command";

  private final RequestCheck check = new RequestCheck(command());
  private final Map<String, String> texts = Map.of("id", "dev_01jd2m9k3v8q4w5x6y7z");
  private final byte[] body =
      "{\"command\":\"set_brightness\",\"payload\":{\"brightness\":40}}"
          .getBytes(StandardCharsets.UTF_8);
  private final Fields parsed = Json.read(body, Fields.class);

  @Benchmark
  public Map<String, Object> checkParsed() {
    return check.require(texts, parsed.values());
  }

  @Benchmark
  public Map<String, Object> parseAndCheck() {
    return check.require(texts, Json.read(body, Fields.class).values());
  }

  private static Operation command() {
    return OpenApiFile.operations("hos", List.of("commands")).stream()
        .filter(operation -> operation.path().endsWith(COMMAND))
        .findFirst()
        .orElseThrow();
  }
}
