package io.busbar.bench.micro;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.template.Template;
import java.util.Map;
import java.util.Optional;
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

/** Templates of discovered devices, and the placeholders of action maps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Templates {
  private static final String READING =
      "{% if value_json.update.state is defined %}{{ (value_json.temperature | float * 1.8 + 32)"
          + " | round(1) }}{% else %}unknown{% endif %}";
  private static final String PAYLOAD =
      "{\"temperature\":21.4,\"humidity\":48,\"update\":{\"state\":\"idle\"}}";

  private final Template plain = Template.parse("{{ value_json.temperature }}");
  private final Template reading = Template.parse(READING);
  private final Fields arguments =
      Fields.from(
          Map.of(
              "level", "{{state.brightness}}",
              "text", "lamp is {{state.power}}",
              "nested", Map.of("speed", "{{payload.speed}}")));
  private final Fields sources =
      Fields.from(
          Map.of("state", Map.of("power", true, "brightness", 40), "payload", Map.of("speed", 3)));

  @Benchmark
  public Template parse() {
    return Template.parse(READING);
  }

  @Benchmark
  public Optional<String> plainValue() {
    return plain.render(Template.variables(PAYLOAD));
  }

  @Benchmark
  public Optional<String> conditionAndFilters() {
    return reading.render(Template.variables(PAYLOAD));
  }

  @Benchmark
  public Fields actionMap() {
    return io.busbar.verticles.commands.maps.Template.filled(arguments, sources);
  }
}
