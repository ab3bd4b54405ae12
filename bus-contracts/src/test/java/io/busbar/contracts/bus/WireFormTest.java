package io.busbar.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.Samples;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nodes of two adjacent versions talk to each other during an upgrade: what a record looks like
 * between nodes is kept in {@code wire/forms.json} and may only grow, by components that may be
 * absent. A record that is new, or has grown, gets its form with {@code -Dbusbar.wire=write}.
 */
class WireFormTest {
  private static final Path FILE = Path.of("src/test/resources/wire/forms.json");
  private static final boolean WRITE = "write".equals(System.getProperty("busbar.wire"));
  private static final long SEED = 7;

  static Stream<Class<?>> messages() {
    return Contracts.messages().stream();
  }

  @Test
  void writesTheFormsWhenAsked() throws IOException {
    if (!WRITE) {
      assertThat(forms().properties())
          .extracting(entry -> entry.getKey())
          .as("forms of records that are gone: remove them once no node of that version is left")
          .containsExactlyInAnyOrderElementsOf(
              messages().map(Class::getName).distinct().sorted().toList());
      return;
    }
    TreeMap<String, JsonNode> all = new TreeMap<>();
    for (Class<?> type : messages().toList()) {
      all.put(type.getName(), parsed(written(type, sample(type))));
    }
    Files.writeString(
        FILE, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }

  @ParameterizedTest
  @MethodSource("messages")
  void keepsTheFormOfEveryRecord(Class<?> type) throws IOException {
    assumeFalse(WRITE, "the forms are being written");
    assertThat(parsed(written(type, sample(type)))).isEqualTo(form(type));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void readsWhatAnEarlierNodeWrote(Class<?> type) throws IOException {
    assumeFalse(WRITE, "the forms are being written");
    assertThat(read(type, form(type))).isEqualTo(sample(type));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void ignoresWhatALaterNodeAdds(Class<?> type) throws IOException {
    assumeFalse(WRITE, "the forms are being written");
    JsonNode grown = form(type).deepCopy();
    grow(grown, type);
    assertThat(read(type, grown)).isEqualTo(sample(type));
  }

  private static Object sample(Class<?> type) {
    return new Samples(SEED, false).of(type);
  }

  private static JsonNode form(Class<?> type) throws IOException {
    JsonNode form = forms().get(type.getName());
    assertThat(form).as("%s has no form yet: run with -Dbusbar.wire=write", type).isNotNull();
    return form;
  }

  private static JsonNode forms() throws IOException {
    return Json.MAPPER.readTree(Files.readAllBytes(FILE));
  }

  private static <T> byte[] written(Class<T> type, Object value) {
    Buffer buffer = Buffer.buffer();
    new RecordCodec<>(type).encodeToWire(buffer, type.cast(value));
    return buffer.getBytes(Integer.BYTES, buffer.length());
  }

  private static JsonNode parsed(byte[] json) throws IOException {
    return Json.MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
  }

  private static <T> T read(Class<T> type, JsonNode json) {
    byte[] bytes = Json.bytes(json);
    Buffer buffer = Buffer.buffer().appendInt(bytes.length).appendBytes(bytes);
    return new RecordCodec<>(type).decodeFromWire(0, buffer);
  }

  /** Adds an unknown field to the object of each record, however deep. */
  private static void grow(JsonNode json, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      boolean isMany = Set.of(List.class, Set.class).contains(generic.getRawType());
      if (isMany && json instanceof ArrayNode elements) {
        elements.forEach(element -> grow(element, of[0]));
      }
      return;
    }
    Class<?> plain = (Class<?>) type;
    if (!plain.isRecord() || !(json instanceof ObjectNode object) || showsOneComponent(plain)) {
      return;
    }
    for (RecordComponent component : plain.getRecordComponents()) {
      JsonNode value = object.get(component.getName());
      if (value != null) {
        grow(value, component.getGenericType());
      }
    }
    if (!keepsWhatItDoesNotKnow(plain)) {
      object.set("addedByALaterVersion", JsonNodeFactory.instance.textNode("unknown here"));
    }
  }

  private static boolean keepsWhatItDoesNotKnow(Class<?> record) {
    return Stream.of(record.getMethods())
        .anyMatch(method -> method.isAnnotationPresent(JsonAnyGetter.class));
  }

  /** A record of one component that is written as that component alone. */
  private static boolean showsOneComponent(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    return components.length == 1
        && components[0].getAccessor().isAnnotationPresent(JsonValue.class);
  }
}
