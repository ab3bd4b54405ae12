package io.busbar.bridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.docs.Documents;
import io.busbar.bridge.http.HttpDoor;
import io.busbar.bridge.http.HttpLimits;
import io.busbar.bridge.http.Mount;
import io.busbar.bridge.surface.hos.HosRoutes;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.RawSocket;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private static final Vertx vertx = Vertx.vertx();
  private static final AtomicInteger port = new AtomicInteger();

  @BeforeAll
  static void open() {
    HttpDoor.Settings settings = new HttpDoor.Settings("127.0.0.1", 0, HttpLimits.DEFAULT);
    List<Mount> mounts = List.of(new Console(vertx), new Documents(vertx));
    HttpDoor door = new HttpDoor(settings, settings.shared(), mounts, port::set);
    assertThat(Await.result(vertx.deployVerticle(door))).isNotEmpty();
  }

  @AfterAll
  static void close() {
    Await.result(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/os/",
        "/os/app.js",
        "/os/console.css",
        "/os/lib/lit/index.js",
        "/os/lib/lit-html/lit-html.js",
        "/os/lib/lit-element/index.js",
        "/os/lib/lit__reactive-element/reactive-element.js",
        "/docs/",
        "/docs/docs.js",
        "/docs/lib/swagger-ui-bundle.js",
        "/docs/lib/swagger-ui-standalone-preset.js",
        "/docs/lib/swagger-ui.css"
      })
  void servesWhatPagesNeed(String path) {
    assertThat(get(path))
        .startsWith("HTTP/1.1 200")
        .contains("etag: \"")
        .contains("X-Content-Type-Options: nosniff")
        .contains("frame-ancestors 'none'");
  }

  @Test
  void servesEveryContract() {
    for (String service : HosRoutes.SERVICES) {
      assertThat(get("/docs/contracts/hos/%s.yaml".formatted(service)))
          .contains("content-type: application/yaml")
          .contains("openapi: 3.1.0");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/os/none.js",
        "/os/../contracts/rest/hos/devices.yaml",
        "/os/%2e%2e/logback-test.xml",
        "/os/lib/lit/../../../../../io/busbar/bridge/console/Console.class",
        "/os/.hidden",
        "/os//app.js",
        "/docs/lib/..%2f..%2fx"
      })
  void servesNothingElse(String path) {
    assertThat(get(path)).startsWith("HTTP/1.1 404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/os"})
  void leadsToTheConsole(String path) {
    assertThat(get(path)).startsWith("HTTP/1.1 302").contains("location: /os/");
  }

  @Test
  void allowsTheImportMapByItsHash() {
    assertThat(Console.policy("<script type=\"importmap\">{\"imports\":{}}</script>"))
        .contains("script-src 'self' 'sha256-URrTy+Il/Nz0lHojVUx275hWqAWhkSF0VsHbUM4/6Hw='");
    assertThat(get("/os/")).contains("script-src 'self' 'sha256-");
  }

  @Test
  void answersAnUnchangedFileWith304() {
    String first = get("/os/app.js");
    String tag = first.substring(first.indexOf("etag: ") + 6).lines().findFirst().orElseThrow();
    assertThat(get("/os/app.js", "If-None-Match: " + tag)).startsWith("HTTP/1.1 304");
  }

  private static String get(String path, String... headers) {
    String lines = String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList());
    try (RawSocket socket = new RawSocket(port.get())) {
      return socket
          .send(
              "GET %s HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n%s\r\n".formatted(path, lines))
          .readAll();
    }
  }
}
