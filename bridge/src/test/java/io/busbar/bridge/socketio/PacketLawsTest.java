package io.busbar.bridge.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.busbar.bridge.socketio.engineio.EncodedPackets;
import io.busbar.bridge.socketio.engineio.MalformedPacket;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** What is encoded is read back the same, and nothing that comes can do more than be refused. */
final class PacketLawsTest {
  private static final int MAX = 16;

  @Provide
  Arbitrary<JsonNode> values() {
    Arbitrary<JsonNode> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12).map(TextNode::valueOf),
            Arbitraries.integers().map(JsonNodeFactory.instance::numberNode),
            Arbitraries.of(true, false).map(JsonNodeFactory.instance::booleanNode),
            Arbitraries.just((JsonNode) JsonNodeFactory.instance.nullNode()),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(9).map(BinaryNode::valueOf));
    return Arbitraries.lazyOf(
        () -> leaves,
        () -> leaves,
        () ->
            values()
                .list()
                .ofMaxSize(3)
                .map(
                    all -> {
                      ArrayNode array = JsonNodeFactory.instance.arrayNode();
                      return array.addAll(all);
                    }));
  }

  @Provide
  Arbitrary<String> namespaces() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(8).map(name -> "/" + name);
  }

  @Property(tries = 500)
  void eventsComeBackTheSame(
      @ForAll("namespaces") String namespace,
      @ForAll("arguments") List<JsonNode> arguments,
      @ForAll @LongRange(min = 0, max = 999_999_999_999_999L) long id) {
    Packet plain = read(EncodedEvent.of(namespace, "event", arguments).packets());
    assertThat(plain.namespace()).isEqualTo(namespace);
    assertThat(plain.id()).isNull();
    assertThat(tail(plain)).isEqualTo(arguments);

    Packet asking = read(EncodedEvent.of(namespace, "event", arguments).asking(id));
    assertThat(asking.id()).isEqualTo(id);
    assertThat(tail(asking)).isEqualTo(arguments);
  }

  @Provide
  Arbitrary<List<JsonNode>> arguments() {
    return values().list().ofMaxSize(4).filter(all -> binaries(all) <= MAX);
  }

  private static int binaries(Iterable<JsonNode> nodes) {
    int count = 0;
    for (JsonNode node : nodes) {
      count += node.isBinary() ? 1 : binaries(node);
    }
    return count;
  }

  private static List<JsonNode> tail(Packet packet) {
    JsonNode payload = Objects.requireNonNull(packet.payload());
    List<JsonNode> all = new ArrayList<>();
    payload.forEach(all::add);
    assertThat(all.remove(0).textValue()).isEqualTo("event");
    return all;
  }

  /** Reads packets from the body of a poll, as a client would. */
  private static Packet read(EncodedPackets packets) {
    List<String> parts = List.of(packets.toString().split("\u001e", -1));
    Packet packet = PacketParser.parse(parts.get(0).substring(1), MAX);
    if (packet.attachments() == 0) {
      return packet;
    }
    Attachments attachments = new Attachments(packet, 1 << 20);
    for (String part : parts.subList(1, parts.size())) {
      attachments.add(Buffer.buffer(Base64.getDecoder().decode(part.substring(1))));
    }
    assertThat(attachments.isComplete()).isTrue();
    return attachments.assemble();
  }

  @Property
  void anyTextIsAPacketOrRefused(@ForAll("nearlyPackets") String text) {
    Throwable thrown = catchThrowable(() -> assertThat(PacketParser.parse(text, MAX)).isNotNull());
    assertThat(isAllowed(thrown)).as("%s: %s", text, thrown).isTrue();
  }

  @Property
  void anyStringIsAPacketOrRefused(@ForAll String text) {
    anyTextIsAPacketOrRefused(text);
  }

  private static boolean isAllowed(@Nullable Throwable thrown) {
    return thrown == null || thrown instanceof MalformedPacket;
  }

  @Provide
  Arbitrary<String> nearlyPackets() {
    return Arbitraries.of(
            "0",
            "1",
            "2",
            "3",
            "5",
            "6",
            "1-",
            "9-",
            "/a",
            ",",
            "7",
            "99999999999999999999",
            "[",
            "]",
            "{",
            "}",
            "\"e\"",
            ":",
            "null",
            "1e999999999",
            "\u20ac",
            " ",
            "\"_placeholder\":true")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
