package io.busbar.contracts.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  record Note(String text, @Nullable String author, Instant at) {}

  @Test
  void readsAnObjectWithItsNullsInOrder() {
    Map<String, @Nullable Object> read = read("{\"b\":null,\"a\":[1,2.5,\"x\",true]}");

    assertThat(read).containsEntry("b", null).containsEntry("a", List.of(1, 2.5, "x", true));
    assertThat(read.keySet()).containsExactly("b", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "1",
        "\"text\"",
        "{",
        "{\"a\":}",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":1}{}",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":1e999}",
        "{\"a\":[-1e999]}",
        "{\"a\":01}",
        "{\"a\":\"\t\"}",
        "{\"a\\udc00\":1}",
        "{\"\\ud83d\":1}",
        "/* no */{}"
      })
  void refusesWhatIsNotOneObject(String json) {
    expectMalformed(json.getBytes(UTF_8));
  }

  @Test
  void refusesANumberThatIsTooLong() {
    assertThat(read("{\"a\":" + "9".repeat(64) + "}")).containsKey("a");
    expectMalformed(("{\"a\":" + "9".repeat(65) + "}").getBytes(UTF_8));
  }

  @Test
  void refusesANameThatIsTooLong() {
    assertThat(read("{\"" + "n".repeat(1000) + "\":1}")).hasSize(1);
    expectMalformed(("{\"" + "n".repeat(5000) + "\":1}").getBytes(UTF_8));
  }

  @Test
  void refusesATextThatIsTooLong() {
    expectMalformed(("{\"a\":\"" + "x".repeat((1 << 20) + 70_000) + "\"}").getBytes(UTF_8));
  }

  @Test
  void readsAsDeepAsTheLimitAndNoDeeper() {
    assertThat(read(nested(Json.MAX_DEPTH))).hasSize(1);
    expectMalformed(nested(Json.MAX_DEPTH + 1).getBytes(UTF_8));
    expectMalformed("{\"a\":".concat("[".repeat(100_000)).getBytes(UTF_8));
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] json = "{\"a\":\"xx\"}".getBytes(UTF_8);
    json[6] = (byte) 0xC3;
    expectMalformed(json);
    json[6] = (byte) 0xFF;
    expectMalformed(json);
  }

  @Test
  void refusesOtherEncodingsCutShort() {
    byte[] wide = "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_16BE);
    expectMalformed(Arrays.copyOf(wide, wide.length - 3));
  }

  @Test
  void readsHalfASurrogatePairAsAReplacementSoThatItCanBeWritten() {
    Map<String, @Nullable Object> read =
        read("{\"a\":[\"x\\ud83d\",{\"b\":\"\\ud83d\\udca1\"}],\"n\":\"\\u0000\"}");

    assertThat(read)
        .containsEntry("a", List.of("x\uFFFD", Map.of("b", "\uD83D\uDCA1")))
        .containsEntry("n", "\u0000");
    assertThat(Json.readObject(Json.bytes(read))).isEqualTo(read);
  }

  @Test
  void readsEncodedHalvesOfAPairAsReplacementsOrNotAtAll() {
    byte[] json = "{\"a\":\"xxx\"}".getBytes(UTF_8);
    json[6] = (byte) 0xED;
    json[7] = (byte) 0xA0;
    json[8] = (byte) 0x80;
    HubFailure failure = catchThrowableOfType(HubFailure.class, () -> Json.readObject(json));
    if (failure == null) {
      assertThat(Json.readObject(Json.bytes(Json.readObject(json))))
          .isEqualTo(Json.readObject(json));
    } else {
      assertThat(failure.reason()).isEqualTo("MALFORMED_JSON");
    }
  }

  @Test
  void saysNothingOfTheDocumentItself() {
    HubFailure failure =
        catchThrowableOfType(
            HubFailure.class, () -> Json.readObject("{\"password\":\"geheim".getBytes(UTF_8)));
    assertThat(failure.message()).doesNotContain("geheim").doesNotContain("\n");
    assertThat(failure.hint()).isNotBlank();
  }

  @Test
  void leavesOutAbsentValuesAndWritesInstantsAsText() {
    Note note = new Note("x", null, Instant.parse("2026-06-01T12:00:00Z"));

    assertThat(Json.text(note)).isEqualTo("{\"text\":\"x\",\"at\":\"2026-06-01T12:00:00Z\"}");
    assertThat(Json.read(Json.bytes(note), Note.class)).isEqualTo(note);
  }

  @Test
  void treatsADocumentOfItsOwnThatDoesNotFitAsADefect() {
    assertThatThrownBy(() -> Json.read("[]".getBytes(UTF_8), Note.class))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
  }

  private static Map<String, @Nullable Object> read(String json) {
    return Json.readObject(json.getBytes(UTF_8));
  }

  private static void expectMalformed(byte[] json) {
    assertThatThrownBy(() -> Json.readObject(json))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
              assertThat(failure.reason()).isEqualTo("MALFORMED_JSON");
            });
  }
}
