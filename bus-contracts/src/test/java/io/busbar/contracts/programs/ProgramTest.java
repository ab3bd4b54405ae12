package io.busbar.contracts.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final String KNOWN =
      """
      {'id':'prg_1','name':'Movie','type':'scene','enabled':true,'triggers':[],'conditions':[],
       'actions':[],'off':{},'mode':'single','lighting':{},'confirm':false,'problems':[],
       'createdAt':'2026-01-01T00:00:00Z','updatedAt':'2026-01-01T00:00:00Z'%s}
      """;

  @Test
  void writesWhatTheHubDoesNotKnowBesideTheRest() {
    Program program = program(",'vendorHint':{'a':1},'seen':null");

    Map<String, @Nullable Object> wire = wire(program);
    assertThat(wire).containsEntry("vendorHint", Map.of("a", 1)).containsEntry("name", "Movie");
    assertThat(wire).hasSize(wire(program("")).size() + 2).containsKey("seen");
    assertThat(wire(program(""))).hasSize(14);
    assertThat(Json.read(Json.bytes(program), Program.class)).isEqualTo(program);
  }

  @Test
  void readsADocumentWithANestedExtra() {
    Program program = program(",'extra':{'vendorHint':{'a':1}}");

    assertThat(program.extra()).isEqualTo(Map.of("vendorHint", Map.of("a", 1)));
    assertThat(wire(program)).containsKey("vendorHint").doesNotContainKey("extra");
    assertThat(program(",'extra':{}")).isEqualTo(program(""));
  }

  @Test
  void hasEachNameOnce() {
    Program program = program(",'extra':{'name':'Other','extra':{'b':1},'hint':1},'hint':2");

    assertThat(program.name()).isEqualTo("Movie");
    assertThat(program.extra()).isEqualTo(Map.of("hint", 2));
    assertThat(Json.read(Json.bytes(program), Program.class)).isEqualTo(program);
  }

  private static Program program(String more) {
    return Json.read(KNOWN.formatted(more).replace('\'', '"').getBytes(UTF_8), Program.class);
  }

  private static Map<String, @Nullable Object> wire(Program program) {
    return Json.readObject(Json.bytes(program));
  }
}
