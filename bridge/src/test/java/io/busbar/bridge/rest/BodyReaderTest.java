package io.busbar.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.RawSocket;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
  private static final int LIMIT = 10;
  private static final Duration TIME = Duration.ofMillis(300);
  private static final String HEAD = "POST / HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n";

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server =
      Await.result(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  @Test
  void readsPieces() {
    assertThat(sent("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))
        .endsWith("[abcde]");
    assertThat(sent("Content-Length: 10\r\n\r\n0123456789")).endsWith("[0123456789]");
    assertThat(sent("\r\n")).endsWith("[]");
  }

  @Test
  void refusesMoreThanTheLimit() {
    assertThat(sent("Content-Length: 11\r\n\r\n")).endsWith("TOO_LARGE");
    assertThat(sent("Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n5\r\nabcde\r\n"))
        .endsWith("TOO_LARGE");
  }

  @Test
  void givesUpOnTheSlow() {
    assertThat(sent("Content-Length: 5\r\n\r\nabc")).endsWith("BODY_TOO_SLOW");
  }

  private String sent(String rest) {
    try (RawSocket socket = new RawSocket(server.actualPort())) {
      return socket.send(HEAD + rest).readSome();
    }
  }

  private void answer(HttpServerRequest request) {
    BodyReader.read(vertx, request, LIMIT, TIME)
        .map(bytes -> "[" + new String(bytes, StandardCharsets.UTF_8) + "]")
        .otherwise(failure -> failure instanceof HubFailure known ? known.reason() : "?")
        .compose(text -> request.response().end(text))
        .onFailure(Throwable::printStackTrace);
  }
}
