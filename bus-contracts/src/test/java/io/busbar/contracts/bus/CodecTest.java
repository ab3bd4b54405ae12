package io.busbar.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.Contracts;
import io.busbar.contracts.Samples;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
  static Set<Class<?>> messages() {
    return Contracts.messages();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void carriesEveryMessageBetweenNodes(Class<?> type) {
    LongStream.range(0, 20)
        .forEach(seed -> expectRoundTrip(type, new Samples(seed, false).of(type)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void carriesMessagesWithoutAnythingOptional(Class<?> type) {
    expectRoundTrip(type, new Samples(1, true).of(type));
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void carriesAFailureWithAllItSays(FailureCode code) {
    HubFailure failure =
        HubFailure.of(code, "Déjà vu \uD83D\uDCA1")
            .reason("SEEN")
            .hint("Look away.")
            .details(List.of("one", "two"))
            .traceId("abc");

    HubFailure read = roundTrip(failure);

    assertThat(read).usingRecursiveComparison().isEqualTo(failure);
    assertThat(read.message()).isEqualTo("Déjà vu \uD83D\uDCA1");
  }

  @Test
  void carriesAFailureThatSaysLittle() {
    HubFailure read = roundTrip(HubFailure.of(FailureCode.CONFLICT, "No."));

    assertThat(read.code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(read.reason()).isEqualTo("CONFLICT");
    assertThat(read.hint()).isNull();
    assertThat(read.traceId()).isNull();
    assertThat(read.details()).isEmpty();
  }

  @Test
  void hasNoStackTraceToPayFor() {
    assertThat(HubFailure.of(FailureCode.CONFLICT, "No.").getStackTrace()).isEmpty();
  }

  private static <T> void expectRoundTrip(Class<T> type, Object value) {
    RecordCodec<T> codec = new RecordCodec<>(type);
    Buffer buffer = Buffer.buffer("before");
    codec.encodeToWire(buffer, type.cast(value));
    assertThat(codec.decodeFromWire("before".length(), buffer)).isEqualTo(value);
    assertThat(codec.transform(type.cast(value))).isSameAs(value);
  }

  private static HubFailure roundTrip(HubFailure failure) {
    HubFailureCodec codec = new HubFailureCodec();
    Buffer buffer = Buffer.buffer("before");
    codec.encodeToWire(buffer, failure);
    return codec.decodeFromWire("before".length(), buffer);
  }
}
