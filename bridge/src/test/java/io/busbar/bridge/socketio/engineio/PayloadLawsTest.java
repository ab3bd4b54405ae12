package io.busbar.bridge.socketio.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;

/** What is encoded is read back the same, and nothing that comes can do more than be refused. */
final class PayloadLawsTest {
  /** Writes down what it gets. */
  static final class Notes implements PayloadParser.Sink {
    final List<String> all = new ArrayList<>();

    @Override
    public void packet(PacketType type, String payload) {
      all.add(type + payload);
    }

    @Override
    public void binary(Buffer message) {
      all.add("binary" + Arrays.toString(message.getBytes()));
    }

    @Override
    public boolean isOpen() {
      return true;
    }
  }

  @Property
  void messagesComeBackTheSame(
      @ForAll @Size(min = 1, max = 6) List<@CharRange(from = ' ', to = '\ud7ff') String> texts,
      @ForAll @Size(max = 4) List<byte[]> binaries) {
    List<EncodedPackets> parts = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String text : texts) {
      parts.add(EncodedPackets.text(text));
      expected.add("MESSAGE" + text);
    }
    for (byte[] bytes : binaries) {
      parts.add(EncodedPackets.binary(bytes));
      expected.add("binary" + Arrays.toString(bytes));
    }
    EncodedPackets joined = EncodedPackets.join(parts);
    Notes notes = new Notes();
    PayloadParser.body(joined.body(), notes);

    assertThat(notes.all).isEqualTo(expected);
    assertThat(joined.count()).isEqualTo(expected.size());
    assertThat(joined.size()).isEqualTo(parts.stream().mapToInt(EncodedPackets::size).sum());
  }

  @Property
  void anyBytesArePacketsOrRefused(@ForAll byte[] body) {
    Throwable thrown = catchThrowable(() -> PayloadParser.body(body, new Notes()));
    assertThat(thrown == null || thrown instanceof MalformedPacket).isTrue();
  }

  @Property
  void utf8IsWhatThePlatformTakesForIt(@ForAll @Size(max = 6) byte[] bytes) {
    assertThat(Utf8.isValid(bytes)).isEqualTo(platformTakes(bytes));
  }

  @Property
  void textIsUtf8(@ForAll String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.isValid(bytes)).isTrue();
  }

  private static boolean platformTakes(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) != null;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
