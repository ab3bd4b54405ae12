package io.busbar.contracts.devices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaReferencesTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void leavesASchemaWithoutReferencesAlone() {
    Fields schema =
        schema("{'type': 'object', '$defs': {'a': {'type': 'nonsense'}}, 'const': {'$ref': 'x'}}");
    assertThat(SchemaReferences.resolved(schema)).isSameAs(schema);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'$ref': '#/$defs/a', '$defs': {'a': {'type': 'string'}}} | {'type': 'string'}",
        "{'$ref': '#/definitions/a', 'definitions': {'a': true}} | {}",
        "{'$ref': '#/definitions/a', 'definitions': {'a': false}} | {'not': {}}",
        "{'items': {'$ref': '#/$defs/a~1b'}, '$defs': {'a/b': {'minimum': 1}}}"
            + " | {'items': {'minimum': 1}}",
        "{'items': {'$ref': '#/%24defs/a%20b+c'}, '$defs': {'a b+c': false}} | {'items': false}",
        "{'not': {'$ref': '#/anyOf/1'}, 'anyOf': [{}, {'minimum': 2}]}"
            + " | {'not': {'minimum': 2}, 'anyOf': [{}, {'minimum': 2}]}",
        "{'items': {'$ref': '#/$defs/a', 'maximum': 9}, '$defs': {'a': {'minimum': 1}}}"
            + " | {'items': {'maximum': 9, 'allOf': [{'minimum': 1}]}}",
        "{'properties': {'$ref': {'$ref': '#/$defs/a'}}, '$defs': {'a': {'const': {'$ref': 1}}}}"
            + " | {'properties': {'$ref': {'const': {'$ref': 1}}}}",
        "{'$ref': '#/$defs/a', '$defs': {'a': {'$ref': '#/$defs/b'}, 'b': {'type': 'null'}}}"
            + " | {'type': 'null'}",
      })
  void putsWhatIsReferredToInItsPlace(String before, String after) {
    assertThat(SchemaReferences.resolved(schema(before))).isEqualTo(schema(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'$ref': 'https://example.org/a.json'} | must not refer to 'https://example.org/a.json'",
        "{'$ref': 'file:///etc/passwd'} | must not refer to 'file:///etc/passwd'",
        "{'items': {'$ref': '#anchor'}} | must not refer to '#anchor'",
        "{'items': {'$ref': 7}} | must not refer to '7'",
        "{'$ref': '#/$defs/none'} | there is no schema at '#/$defs/none'",
        "{'$ref': '#/type', 'type': 'object'} | there is no schema at '#/type'",
        "{'$ref': '#/%zz'} | there is no schema at '#/%zz'",
        "{'$ref': '#/anyOf/1', 'anyOf': [{}]} | there is no schema at '#/anyOf/1'",
        "{'$ref': '#'} | must not refer to itself without going deeper: '#'",
        "{'anyOf': [{'not': {'$ref': '#'}}]} | must not refer to itself without going deeper",
        "{'allOf': [{'$ref': '#/allOf/0'}]} | must not refer to itself without going deeper",
        "{'$ref': '#/$defs/a', '$defs': {'a': {'if': {'$ref': '#/$defs/b'}},"
            + " 'b': {'dependentSchemas': {'x': {'$ref': '#/$defs/a'}}}}}"
            + " | must not refer to itself without going deeper",
        "{'items': {'$dynamicRef': '#'}} | must not hold $dynamicRef",
        "{'$recursiveRef': '#'} | must not hold $recursiveRef",
      })
  void saysWhatCannotBeFollowed(String schema, String fault) {
    assertThat(SchemaReferences.fault(schema(schema)))
        .hasValueSatisfying(said -> assertThat(said).contains(fault));
  }

  @Test
  void followsADefinitionIntoItselfForAWhile() {
    Fields tree = schema("{'type': 'object', 'properties': {'child': {'$ref': '#'}}}");
    Fields level = SchemaReferences.resolved(tree);
    for (int i = 0; i < SchemaReferences.MAX_RECURSION; i++) {
      assertThat(level.get("type")).isEqualTo("object");
      level = level.object("properties").object("child");
    }
    assertThat(level.object("properties").get("child")).isEqualTo(false);
  }

  @Test
  void followsABranchingDefinitionLessDeep() {
    Fields tree =
        schema(
            "{'properties': {'a': {'$ref': '#'}, 'b': {'$ref': '#'}, 'c': {'$ref': '#'},"
                + " 'd': {'$ref': '#'}}}");
    Fields twice = SchemaReferences.resolved(tree);
    assertThat(twice.object("properties").object("d").object("properties").get("a"))
        .isInstanceOf(Map.class);
    assertThat(Json.bytes(twice)).hasSizeLessThan(100_000);
  }

  @Test
  void refusesReferencesThatMultiply() {
    StringBuilder definitions = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      String next = "{'$ref': '#/$defs/d%d'}".formatted(i + 1);
      definitions.append("'d%d': {'allOf': [%s, %s]}, ".formatted(i, next, next));
    }
    Fields schema =
        schema("{'$ref': '#/$defs/d0', '$defs': {%s 'd40': {}}}".formatted(definitions));
    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThat(SchemaReferences.fault(schema))
                .hasValueSatisfying(said -> assertThat(said).contains("2000 parts")));
  }

  @Test
  void refusesReferencesThatNestTooDeep() {
    String nested = "{'not': ".repeat(30) + "%s" + "}".repeat(30);
    StringBuilder definitions = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      String next = nested.formatted("{'$ref': '#/$defs/d%d'}".formatted(i + 1));
      definitions.append("'d%d': %s, ".formatted(i, next));
    }
    Fields schema =
        schema("{'$ref': '#/$defs/d0', '$defs': {%s 'd10': {}}}".formatted(definitions));
    assertThat(SchemaReferences.fault(schema))
        .hasValueSatisfying(said -> assertThat(said).contains("128 in each other"));
  }

  private static Fields schema(String json) {
    return new Fields(Json.readObject(json.replace('\'', '"').getBytes(UTF_8)));
  }
}
