package io.busbar.bridge.socketio.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.socketio.engineio.Door.Answer;
import io.busbar.bridge.testing.RawSocket;
import io.busbar.bridge.testing.RawWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages of other sites, cookies, and the last word on a handshake. */
final class OriginsTest {
  private static final String OPEN = "EIO=4&transport=polling";

  private final Recorder recorder = new Recorder();
  private final EngineServer server =
      EngineServer.create(
          EngineOptions.at("/engine.io/")
              .with(Cors.of("https://panel.example"::equals))
              .with(SessionCookie.named("io"))
              .admitting(request -> !"no".equals(request.query().get("let"))),
          recorder::accept);
  private final Door door = new Door("/engine.io/", server::mount);

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void keepsWhatAClientShowsAndNothingOfTheConnection() {
    String asked = "/engine.io/?EIO=4&transport=websocket&room=hall";
    try (RawWebSocket socket = new RawWebSocket(door.port(), asked, "Cookie: a=b", "X-Panel: 7")) {
      assertThat(socket.next(RawWebSocket.TEXT).text()).startsWith("0{");
      await().until(() -> !recorder.opened.isEmpty());
      HandshakeRequest kept = recorder.opened.get(0).handshake();
      assertThat(kept.query().names()).containsExactly("room");
      assertThat(kept.query().get("room")).isEqualTo("hall");
      assertThat(kept.headers().names()).containsExactlyInAnyOrder("Host", "Cookie", "X-Panel");
      assertThat(kept.headers().get("cookie")).isEqualTo("a=b");
    }
  }

  @Test
  void aKnownPageMayConnectWithCookies() {
    Answer answer = door.send("GET", OPEN, "", "Origin", "https://panel.example");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://panel.example");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    assertThat(answer.header("Vary")).isEqualToIgnoringCase("Origin");
  }

  @Test
  void aForeignPageMayNot() {
    Answer answer = door.send("GET", OPEN, "", "Origin", "https://evil.example");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    try (RawWebSocket socket = door.webSocket("", "Origin: https://evil.example")) {
      assertThat(socket.answer()).startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void theServersOwnPageAlwaysMay() {
    String own = "http://127.0.0.1:" + door.port();
    assertThat(door.send("GET", OPEN, "", "Origin", own).status()).isEqualTo(200);
  }

  @Test
  void aBrowserAsksBeforehand() {
    try (RawSocket raw = new RawSocket(door.port())) {
      String answer =
          raw.send(
                  String.join(
                      "\r\n",
                      "OPTIONS /engine.io/?EIO=4 HTTP/1.1",
                      "Host: h",
                      "Origin: https://panel.example",
                      "Access-Control-Request-Headers: x-token",
                      "",
                      ""))
              .readSome();
      assertThat(answer).startsWith("HTTP/1.1 204 ");
      assertThat(answer.toLowerCase(java.util.Locale.ROOT))
          .contains("access-control-allow-methods: get,post,options")
          .contains("access-control-allow-headers: x-token")
          .contains("access-control-max-age: 600");
    }
  }

  @Test
  void theCookieCarriesTheSid() {
    Answer answer = door.send("GET", OPEN, "");
    String sid = Door.sidIn(answer.body());

    assertThat(answer.header("Set-Cookie"))
        .isEqualTo("io=%s; Path=/; HttpOnly; SameSite=Lax".formatted(sid));
    try (RawWebSocket socket = door.webSocket("")) {
      assertThat(socket.answer().toLowerCase(java.util.Locale.ROOT)).contains("set-cookie: io=");
    }
  }

  @Test
  void theServersUserHasTheLastWord() {
    assertThat(door.send("GET", OPEN + "&let=no", "").status()).isEqualTo(403);
    assertThat(recorder.opened).isEmpty();
  }
}
