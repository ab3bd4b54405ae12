package io.busbar.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.rest.ContractRouter;
import io.busbar.bridge.testing.FrontDoor;
import io.busbar.bridge.testing.Http;
import io.busbar.bridge.testing.Http.Answer;
import io.busbar.bridge.testing.RawSocket;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
  private static final FrontDoor door = FrontDoor.open();
  private static final String COMMAND = "/app/os/devices/lamp/command";
  private static final String POST =
      String.join(
          "\r\n",
          "POST /app/os/devices/lamp/command HTTP/1.1",
          "Host: hub",
          "Authorization: Bearer admin-token",
          "Content-Type: application/json",
          "");
  private final Http http = new Http(door);

  @AfterAll
  static void close() {
    door.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "null", "42", "{\"a\":1}{}", "{\"a\":1,\"a\":2}", "{'a':1}"})
  void refusesMalformedJson(String body) {
    assertRefused(http.post(COMMAND, body), 400, "MALFORMED_JSON");
  }

  @Test
  void refusesOtherEncodings() {
    byte[] latin = "{\"command\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(http.post(COMMAND, latin), 400, "MALFORMED_JSON");
    byte[] wide = "{\"command\":\"x\"}".getBytes(StandardCharsets.UTF_16LE);
    assertRefused(http.post(COMMAND, wide), 400, "MALFORMED_JSON");
    byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'};
    assertRefused(http.post(COMMAND, overlong), 400, "MALFORMED_JSON");
  }

  @Test
  void refusesDeepNesting() {
    String deep = "{\"command\":\"x\",\"payload\":" + "{\"a\":".repeat(100_000);
    assertRefused(http.post(COMMAND, deep), 400, "MALFORMED_JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; 400; INVALID; /command: is missing",
        "{\"command\":7}; 400; INVALID; /command: must be a string",
        "{\"command\":\"x\",\"waitMs\":\"1\"}; 400; INVALID; /waitMs: must be an integer",
        "{\"command\":\"x\",\"waitMs\":30001}; 422; VALUE_OUT_OF_RANGE; /waitMs: must be at most 30000",
        "{\"command\":\"\"}; 422; VALUE_OUT_OF_RANGE; /command: must have at least 1 characters"
      })
  void namesTheFault(String body, int status, String code, String detail) {
    Answer answer = http.post(COMMAND, body);
    assertRefused(answer, status, code);
    assertThat(answer.json().at("/details/0").asText()).isEqualTo(detail);
  }

  @Test
  void refusesValuesTheRecordRefuses() {
    assertRefused(
        http.post(COMMAND, "{\"command\":\"x\",\"requestId\":\"a\\u0000b\"}"), 400, "INVALID");
    assertRefused(http.get("/app/os/devices/a%00b"), 400, "INVALID");
    assertRefused(http.get("/app/os/devices/" + "a".repeat(300)), 422, "VALUE_OUT_OF_RANGE");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, 422",
    "limit=10001, 422",
    "limit=x, 400",
    "limit=1e3, 400",
    "limit=99999999999999999999, 400",
    "q=%ff, 400",
    "q=%, 400"
  })
  void refusesQueries(String query, int status) {
    try (RawSocket socket = new RawSocket(door.port())) {
      String request =
          String.join(
              "\r\n",
              "GET /app/os/devices?%s HTTP/1.1",
              "Host: hub",
              "Authorization: Bearer admin-token",
              "Connection: close",
              "",
              "");
      String answer = socket.send(request.formatted(query)).readAll();
      assertThat(answer).startsWith("HTTP/1.1 " + status).contains("\"success\":false");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16"
      })
  void refusesOtherMediaTypes(String type) {
    try (RawSocket socket = new RawSocket(door.port())) {
      String head = POST.replace("application/json", type);
      String answer = socket.send(head + "Content-Length: 2\r\n\r\n{}").readSome();
      assertThat(answer).startsWith("HTTP/1.1 415").contains("NOT_JSON");
    }
  }

  @Test
  void refusesAnAnnouncedGiantAtOnce() {
    try (RawSocket socket = new RawSocket(door.port())) {
      String answer = socket.send(POST + "Content-Length: 1048577\r\n\r\n{").readAll();
      assertThat(answer).startsWith("HTTP/1.1 413").contains("TOO_LARGE");
    }
  }

  @Test
  void refusesAGiantThatComesInPieces() {
    long before = door.house().countAsked(ExecuteCommand.class);
    try (RawSocket socket = new RawSocket(door.port())) {
      RawSocket sent = socket.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
      byte[] piece = new byte[ContractRouter.BODY_LIMIT / 2];
      for (int i = 0; i < 3; i++) {
        sent = sent.send(Integer.toHexString(piece.length) + "\r\n").send(piece).send("\r\n");
      }
      assertThat(sent.readAll()).startsWith("HTTP/1.1 413").contains("TOO_LARGE");
    }
    assertThat(door.house().countAsked(ExecuteCommand.class)).isEqualTo(before);
  }

  @Test
  void acceptsABodyOfTheFullSize() {
    String head = "{\"command\":\"x\",\"payload\":{\"t\":\"";
    String filler = "a".repeat(ContractRouter.BODY_LIMIT - head.length() - 3);
    assertThat(http.post(COMMAND, head + filler + "\"}}").status()).isEqualTo(200);
  }

  @Test
  void refusesForgedTokensBeforeTheBody() {
    try (RawSocket socket = new RawSocket(door.port())) {
      String head = POST.replace("admin-token", "forged");
      String answer = socket.send(head + "Content-Length: 100\r\n\r\n{").readAll();
      assertThat(answer).startsWith("HTTP/1.1 401").contains("token");
    }
  }

  @Test
  void refusesWhatIsNotHttp() {
    assertThat(raw("HELLO\r\n\r\n")).contains(" 400 ").contains("proper HTTP");
    assertThat(raw("GET /" + "a".repeat(9000) + " HTTP/1.1\r\n\r\n")).contains(" 414 ");
    assertThat(raw("GET / HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n\r\n")).contains(" 431 ");
  }

  private static String raw(String text) {
    try (RawSocket socket = new RawSocket(door.port())) {
      return socket.send(text).readAll();
    }
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().at("/success").asBoolean(true)).isFalse();
    assertThat(answer.json().at("/code").asText()).isEqualTo(code);
    assertThat(answer.json().at("/hint").asText()).isNotEmpty();
    assertThat(answer.json().at("/traceId").asText()).isNotEmpty();
    assertThat(answer.json().at("/data").isNull()).isTrue();
  }
}
