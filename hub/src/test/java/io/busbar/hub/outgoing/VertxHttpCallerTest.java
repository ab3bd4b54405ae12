package io.busbar.hub.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.programs.engine.HttpCaller.Answer;
import io.busbar.verticles.programs.engine.HttpCaller.Call;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VertxHttpCallerTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();
  private int port;

  @BeforeEach
  void serve() throws TimeoutException {
    HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
    port = server.listen(0, "127.0.0.1").await(20, TimeUnit.SECONDS).actualPort();
  }

  @AfterEach
  void close() throws TimeoutException {
    Object unused = vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void sendsWhatItIsTold() throws TimeoutException {
    Answer answer = allowed("POST", "/echo?x=1", "hello", 5);

    assertThat(answer).isEqualTo(new Answer(200, "POST /echo?x=1 localhost:" + port + " k hello"));
  }

  @Test
  void followsNoRedirect() throws TimeoutException {
    assertThat(allowed("GET", "/moved", null, 5).status()).isEqualTo(302);
    assertThat(asked).hasValue(1);
  }

  @Test
  void readsNoMoreThanItMust() throws TimeoutException {
    assertThat(allowed("GET", "/endless", null, 5).body()).hasSize(64 * 1024);
  }

  @Test
  void doesNotWaitForEver() {
    assertThatThrownBy(() -> allowed("GET", "/never", null, 1))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.TIMED_OUT));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost",
    "127.0.0.1",
    "[::1]",
    "0.0.0.0",
    "169.254.169.254",
    "[::ffff:127.0.0.1]"
  })
  void refusesThisMachineAndItsNeighbourhood(String host) {
    VertxHttpCaller caller = new VertxHttpCaller(vertx, Set.of());

    assertThatThrownBy(() -> get(caller.call(call(host, "GET", "/echo", null, 5))))
        .isInstanceOfSatisfying(
            HubFailure.class, failure -> assertThat(failure.reason()).isEqualTo("ADDRESS_REFUSED"));
    assertThat(asked).hasValue(0);
  }

  @Test
  void saysWhenNobodyListens() {
    VertxHttpCaller caller = new VertxHttpCaller(vertx, Set.of("localhost"));
    Call call =
        new Call(URI.create("http://localhost:1/"), "GET", Map.of(), null, Duration.ofSeconds(5));

    assertThatThrownBy(() -> get(caller.call(call)))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo("HTTP_UNREACHABLE"));
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.20, true",
    "10.0.0.1, true",
    "93.184.216.34, true",
    "2001:db8::1, true",
    "fd00::1, true",
    "127.8.8.8, false",
    "0.1.2.3, false",
    "100.100.100.200, false",
    "169.254.1.1, false",
    "224.0.0.251, false",
    "255.255.255.255, false",
    "::1, false",
    "::, false",
    "fe80::1, false",
    "ff02::fb, false",
    "64:ff9b::7f00:1, false",
    "2002:7f00:1::, false"
  })
  void judgesAddresses(String address, boolean expected) throws UnknownHostException {
    assertThat(new AddressRules(Set.of()).allows("host", InetAddress.getByName(address)))
        .isEqualTo(expected);
  }

  private Answer allowed(String method, String path, @Nullable String body, int seconds)
      throws TimeoutException {
    VertxHttpCaller caller = new VertxHttpCaller(vertx, Set.of("localhost"));
    return get(caller.call(call("localhost", method, path, body, seconds)));
  }

  private Call call(String host, String method, String path, @Nullable String body, int seconds) {
    return new Call(
        URI.create("http://" + host + ":" + port + path),
        method,
        Map.of("X-Key", "k"),
        body,
        Duration.ofSeconds(seconds));
  }

  private static Answer get(Future<Answer> answer) throws TimeoutException {
    return answer.await(20, TimeUnit.SECONDS);
  }

  private void answer(HttpServerRequest request) {
    int count = asked.incrementAndGet();
    assertThat(count).isPositive();
    switch (request.path()) {
      case "/echo" -> request.body().onSuccess(body -> echo(request, body.toString()));
      case "/moved" -> request.response().setStatusCode(302).putHeader("Location", "/echo").end();
      case "/endless" -> request.response().setChunked(true).write("x".repeat(200 * 1024));
      default -> {}
    }
  }

  private static void echo(HttpServerRequest request, String body) {
    request
        .response()
        .end(
            request.method()
                + " "
                + request.uri()
                + " "
                + request.getHeader("Host")
                + " "
                + request.getHeader("X-Key")
                + " "
                + body);
  }
}
