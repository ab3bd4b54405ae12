package io.busbar.verticles.programs;

import static io.busbar.verticles.programs.Drafts.READER;
import static io.busbar.verticles.programs.Drafts.json;
import static io.busbar.verticles.programs.Drafts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.CompiledProgram;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every program, sensible or not. */
class ProgramReaderLawsTest {
  private static final String[] WORDS = {
    "name",
    "type",
    "triggers",
    "conditions",
    "actions",
    "off",
    "lighting",
    "deviceIds",
    "deviceId",
    "key",
    "command",
    "payload",
    "then",
    "else",
    "count",
    "while",
    "ms",
    "for",
    "at",
    "days",
    "cron",
    "event",
    "offset",
    "above",
    "below",
    "value",
    "in",
    "expression",
    "url",
    "headers",
    "topic",
    "hook",
    "programId",
    "spaceId",
    "sourceId",
    "extenderId",
    "code",
    "mode",
    "extra",
    "condition"
  };
  private static final String[] VALUES = {
    "state",
    "numeric",
    "time",
    "cron",
    "sun",
    "event",
    "webhook",
    "program",
    "and",
    "not",
    "template",
    "device",
    "delay",
    "parallel",
    "if",
    "repeat",
    "http",
    "mqtt",
    "remote_source",
    "ir",
    "scene",
    "PT30S",
    "-P1D",
    "19:30",
    "mon-fri",
    "61 * * * *",
    "* * * * *",
    "http://[::1]/",
    "http://0x7f.1",
    "devices['a'].b",
    "true",
    "\u0000",
    "",
    " ",
    "P",
    "é\uD83D\uDCA1"
  };

  @Property(tries = 400)
  void answersOrRefusesAndNothingElse(@ForAll("objects") Map<String, Object> body) {
    Reading reading = read(new Fields(body));
    try {
      CompiledProgram compiled = reading.orThrow();
      assertThat(READER.readAgain(compiled.program()).faults()).isEmpty();
    } catch (HubFailure refusal) {
      assertThat(refusal.code()).isEqualTo(FailureCode.INVALID);
      assertThat(refusal.details())
          .isNotEmpty()
          .allSatisfy(
              line -> assertThat(line).matches("(?s)(\\.\\.\\. and \\d+ more\\.|[^ ]+: .+)"));
    }
  }

  @Property(tries = 100)
  void readsWhatItHasKeptAsTheSame(@ForAll("programs") Map<String, Object> body) {
    Program program = read(new Fields(body)).orThrow().program();
    Program kept = Json.read(Json.bytes(program), Program.class);

    assertThat(kept).isEqualTo(program);
    Reading again = READER.readAgain(kept);
    Reading first = read(new Fields(body));
    assertThat(again.compiled().actions()).isEqualTo(first.compiled().actions());
    assertThat(again.compiled().off()).isEqualTo(first.compiled().off());
    assertThat(again.references()).containsExactlyInAnyOrderElementsOf(first.references());
    Map<String, Object> shown =
        Json.readObject(Json.bytes(program)).entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertThat(read(new Fields(Map.copyOf(shown))).orThrow().program()).isEqualTo(program);
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    return objects(2).filter(map -> !map.isEmpty());
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.of(VALUES).map(text -> (Object) text),
            Arbitraries.integers().map(number -> (Object) number),
            Arbitraries.integers().between(0, 100).map(number -> (Object) number),
            Arbitraries.doubles().map(number -> (Object) number),
            Arbitraries.of(true, false).map(flag -> (Object) flag));
    if (depth == 0) {
      return leaves;
    }
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, leaves),
        net.jqwik.api.Tuple.of(2, objects(depth - 1).map(map -> (Object) map)),
        net.jqwik.api.Tuple.of(
            2,
            Arbitraries.lazy(() -> values(depth - 1))
                .list()
                .ofMaxSize(4)
                .map(list -> (Object) list)));
  }

  private static Arbitrary<Map<String, Object>> objects(int depth) {
    return Arbitraries.maps(Arbitraries.of(WORDS), Arbitraries.lazy(() -> values(depth)))
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<Map<String, Object>> programs() {
    return steps(2)
        .list()
        .ofMaxSize(5)
        .map(
            steps ->
                Map.<String, Object>of(
                    "name", "P", "actions", steps, "off", Map.of("actions", steps), "mine", 7));
  }

  private static Arbitrary<Map<String, Object>> steps(int depth) {
    Arbitrary<Map<String, Object>> single =
        Arbitraries.of(
                "{'type':'delay','ms':5,'own':null}",
                "{'type':'device','deviceId':'a','command':'on','payload':{'b':[1,2.5,null]}}",
                "{'type':'program','programId':'p'}",
                "{'type':'http','url':'http://example.org'}",
                "{'type':'notify','text':'x'}")
            .map(text -> plain(json(text)));
    if (depth == 0) {
      return single;
    }
    Arbitrary<List<Map<String, Object>>> inner = steps(depth - 1).list().ofMinSize(1).ofMaxSize(3);
    return Arbitraries.oneOf(
        single,
        inner.map(list -> Map.of("type", "parallel", "actions", list)),
        inner.map(list -> Map.of("type", "repeat", "count", 3, "actions", list)));
  }

  @SuppressWarnings("unchecked") // What is null stays null; the map is only read.
  private static Map<String, Object> plain(Fields fields) {
    return (Map<String, Object>) (Map<String, ?>) fields.values();
  }
}
