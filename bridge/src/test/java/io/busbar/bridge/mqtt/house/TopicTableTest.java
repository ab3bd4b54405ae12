package io.busbar.bridge.mqtt.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.busbar.bridge.mqtt.house.HouseTopics.Ask;
import io.busbar.bridge.mqtt.house.HouseTopics.Kind;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is written and what {@code contracts/mqtt/topics.yaml} says of it are the same. */
class TopicTableTest {
  private static final HouseTopics TOPICS = new HouseTopics("hubId");
  private static final DeviceId ID = new DeviceId("id");
  private static final Instant THEN = Instant.parse("2026-01-05T10:00:00Z");

  @Test
  void namesEveryTopicAndNoOther() throws IOException {
    Set<String> named = new TreeSet<>();
    table().fieldNames().forEachRemaining(topic -> named.add(topic.replaceAll("[{}]", "")));
    assertThat(named)
        .containsExactlyInAnyOrder(
            TOPICS.status(),
            TOPICS.event(),
            TOPICS.state(ID),
            TOPICS.availability(ID),
            TOPICS.set(ID),
            TOPICS.result(new Ask(Kind.SET, "id")),
            TOPICS.run("id"),
            TOPICS.result(new Ask(Kind.RUN, "id")));
  }

  @Test
  void clientsWriteWhatTheTableSays() throws IOException {
    table()
        .properties()
        .forEach(
            topic ->
                assertThat(TOPICS.ask(topic.getKey().replaceAll("[{}]", "")).isPresent())
                    .as(topic.getKey())
                    .isEqualTo(topic.getValue().path("writes").asText().equals("clients")));
  }

  @Test
  void resultsOfCommandsFit() throws IOException {
    Map<String, Object> about = Map.of("deviceId", "d", "correlationId", "c");
    CommandOutcome done = outcome(CommandOutcome.Status.COMPLETED, true);
    CommandOutcome failed = outcome(CommandOutcome.Status.FAILED, false);
    HubFailure refusal = HubFailure.notFound("device", "d");
    JsonNode schema = table().at("/hos~1{hubId}~1device~1{id}~1result/payload");
    assertThat(faults(schema, Results.of(about, List.of(done)))).isEmpty();
    assertThat(faults(schema, Results.of(about, List.of(done, failed)))).isEmpty();
    assertThat(faults(schema, Results.refused(about, refusal))).isEmpty();
    assertThat(Results.of(about, List.of(failed, done)))
        .containsEntry("success", false)
        .containsEntry("correlationId", "c");
  }

  @Test
  void resultsOfProgramsFit() throws IOException {
    Map<String, Object> about = Map.of("programId", "p");
    JsonNode schema = table().at("/hos~1{hubId}~1program~1{id}~1result/payload");
    ProgramRun run =
        new ProgramRun(
            "r",
            "p",
            "P",
            ProgramRun.Status.COMPLETED,
            Source.MQTT,
            null,
            Fields.EMPTY,
            List.of(),
            null,
            THEN,
            THEN);
    assertThat(faults(schema, Results.of(about, run))).isEmpty();
    assertThat(Results.of(about, run)).containsEntry("success", true);
    assertThat(faults(schema, Results.refused(about, HubFailure.notFound("program", "p"))))
        .isEmpty();
  }

  private static CommandOutcome outcome(CommandOutcome.Status status, boolean success) {
    return new CommandOutcome(
        new RequestId("r"),
        "made",
        ID,
        "turn_on",
        status,
        success,
        "It is so.",
        success ? null : "DRIVER_ERROR",
        Fields.EMPTY,
        Fields.of("power", true),
        3);
  }

  private static List<String> faults(JsonNode schema, Object value) {
    assertThat(schema.isObject()).isTrue();
    JsonSchema compiled =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    return compiled.validate(Json.MAPPER.valueToTree(value)).stream()
        .map(Object::toString)
        .toList();
  }

  private static JsonNode table() throws IOException {
    try (InputStream file =
        TopicTableTest.class.getClassLoader().getResourceAsStream("contracts/mqtt/topics.yaml")) {
      return new YAMLMapper().readTree(Objects.requireNonNull(file)).path("topics");
    }
  }
}
