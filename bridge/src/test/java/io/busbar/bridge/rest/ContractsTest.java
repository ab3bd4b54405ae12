package io.busbar.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.rest.Operation.In;
import io.busbar.bridge.rest.Operation.Parameter;
import io.busbar.bridge.surface.hos.HosRoutes;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

class ContractsTest {
  private static final Set<String> BOOLEANS = Set.of("true", "false");
  private final Addresses addresses = Addresses.ofContracts();

  static List<Operation> operations() {
    return OpenApiFile.operations(HosRoutes.SYSTEM, HosRoutes.SERVICES);
  }

  static Stream<Operation> onTheBus() {
    return operations().stream().filter(operation -> operation.handWritten() == null);
  }

  static List<String> services() {
    return HosRoutes.SERVICES;
  }

  @Test
  void everyPublicAddressHasOneOperation() {
    Set<String> named = onTheBus().map(Operation::id).collect(Collectors.toSet());
    Set<String> expected =
        Contracts.requestFields().stream()
            .filter(field -> !field.isAnnotationPresent(Internal.class))
            .map(Contracts::request)
            .map(Addresses::operationId)
            .collect(Collectors.toSet());
    assertThat(named).isEqualTo(expected);
    assertThat(onTheBus().map(Operation::id)).doesNotHaveDuplicates();
  }

  @Test
  void fewOperationsAreHandWritten() {
    assertThat(operations().stream().filter(operation -> operation.handWritten() != null))
        .extracting(Operation::handWritten)
        .containsExactly("sse");
  }

  @ParameterizedTest
  @MethodSource("onTheBus")
  void everyComponentHasASource(Operation operation) {
    RecordBinder binder = new RecordBinder(operation, addresses.of(operation).asks());
    assertThat(binder).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("onTheBus")
  void everyPathParameterFillsAComponent(Operation operation) {
    Set<String> components =
        components(operation).map(RecordComponent::getName).collect(Collectors.toSet());
    List<String> inPath = names(operation, In.PATH);
    assertThat(components).containsAll(inPath);
    assertThat(Segments.split(operation.path()).stream().filter(part -> part.startsWith("{")))
        .containsExactlyElementsOf(inPath.stream().map(name -> "{" + name + "}").toList());
  }

  @ParameterizedTest
  @MethodSource("onTheBus")
  void whatARecordNeedsIsRequired(Operation operation) {
    Set<String> required = new HashSet<>();
    operation.parameters().stream()
        .filter(Parameter::required)
        .map(Parameter::name)
        .forEach(required::add);
    JsonNode body = operation.body();
    if (body != null) {
      body.path("required").forEach(name -> required.add(name.asText()));
    }
    assertThat(required)
        .containsAll(
            components(operation)
                .filter(ContractsTest::isNeeded)
                .map(RecordComponent::getName)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("onTheBus")
  void everyAnswerIsWrappedInTheEnvelope(Operation operation) {
    JsonNode answer = Objects.requireNonNull(operation.answer());
    assertThat(answer.at("/properties/data").isMissingNode()).isFalse();
    assertThat(answer.at("/properties/success/const").asBoolean()).isTrue();
  }

  @Test
  void onlyLoginSetupAndWebhooksAreOpen() {
    assertThat(operations().stream().filter(operation -> !operation.secured()))
        .extracting(Operation::id)
        .containsExactlyInAnyOrder(
            "identityLogin", "identityReadSetup", "identitySetup", "programsReceiveHook");
    assertThat(operations().stream().filter(Operation::queryToken))
        .extracting(Operation::id)
        .containsExactly("statesStream");
  }

  @ParameterizedTest
  @MethodSource("services")
  void noWordIsMistakenForABoolean(String service) throws IOException {
    List<String> mistaken = new ArrayList<>();
    walk(yaml(service), mistaken);
    assertThat(mistaken).isEmpty();
  }

  private static void walk(@Nullable Node node, List<String> mistaken) {
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.BOOL)
        && !BOOLEANS.contains(scalar.getValue())) {
      mistaken.add(scalar.getValue() + " in line " + scalar.getStartMark().getLine());
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> walk(item, mistaken));
    }
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(pair -> walk(pair.getKeyNode(), mistaken));
      mapping.getValue().forEach(pair -> walk(pair.getValueNode(), mistaken));
    }
  }

  private static Node yaml(String service) throws IOException {
    String resource = OpenApiFile.resource(HosRoutes.SYSTEM, service);
    try (InputStream in = ContractsTest.class.getClassLoader().getResourceAsStream(resource);
        Reader reader = new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8)) {
      return new Yaml(new LoaderOptions()).compose(reader);
    }
  }

  private Stream<RecordComponent> components(Operation operation) {
    RequestAddress<?, ?> address = addresses.of(operation);
    return Stream.of(address.asks().getRecordComponents());
  }

  private static List<String> names(Operation operation, In in) {
    return operation.parameters().stream()
        .filter(parameter -> parameter.in() == in)
        .map(Parameter::name)
        .toList();
  }

  private static boolean isNeeded(RecordComponent component) {
    return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        && component.getType() != Principal.class
        && component.getType() != Source.class
        && !component.getName().equals("clientAddress")
        && !component.getName().equals("body");
  }
}
