package io.busbar.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.management.Readiness.Check;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.IssueToken;
import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.contracts.identity.IdentityContract.SessionUser;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementDoorTest {
  private static final String KEY = "0123456789";

  static {
    TraceContext.install();
  }

  private final Vertx vertx = Vertx.vertx();
  private final BusTap tap = new BusTap(1);
  private final HubBus bus = HubBus.open(vertx, Contracts.messages(), tap);
  private final Readiness readiness = new Readiness();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ManagementDoor door = new ManagementDoor(vertx, bus, readiness, meters, tap, KEY);
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  @BeforeEach
  void open() throws TimeoutException {
    port = got(door.start("127.0.0.1", 0));
  }

  @AfterEach
  void close() throws TimeoutException {
    got(door.stop());
    got(vertx.close());
  }

  @Test
  void isLiveWithoutBeingReady() throws Exception {
    readiness.put("database", () -> Check.down("It does not answer."));
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("DOWN", "database", "It does not answer.");
  }

  @Test
  void isReadyWhenEveryCheckIsUp() throws Exception {
    readiness.put("database", () -> Check.UP);
    readiness.put("bus", () -> Check.of(false, "no"));
    readiness.remove("bus");
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void showsMetersAsPrometheusReadsThem() throws Exception {
    meters.counter("busbar.test").increment();
    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.body()).contains("# TYPE busbar_test_total counter", "busbar_test_total 1.0");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void issuesATokenForTheKey() throws Exception {
    var unused = got(bus.serve(IdentityContract.ISSUE_TOKEN, ManagementDoorTest::session));
    assertThat(token(KEY, "{\"username\":\"ann\"}").body())
        .contains("\"accessToken\":\"token of ann\"");
  }

  @Test
  void refusesATokenWithAReason() throws Exception {
    var unused =
        got(
            bus.serve(
                IdentityContract.ISSUE_TOKEN,
                question -> Future.failedFuture(HubFailure.notFound("user", question.username()))));
    assertThat(token("wrong", "{}").statusCode()).isEqualTo(401);
    assertThat(token(KEY, "{}").statusCode()).isEqualTo(400);
    assertThat(token(KEY, "[").statusCode()).isEqualTo(400);
    assertThat(token(KEY, "x".repeat(5_000)).statusCode()).isEqualTo(413);
    HttpResponse<String> missing = token(KEY, "{\"username\":\"bob\"}");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("bob");
  }

  @Test
  void tapsTheBusWithoutSecrets() throws Exception {
    var unused = got(bus.serve(IdentityContract.ISSUE_TOKEN, ManagementDoorTest::session));
    HttpResponse<Stream<String>> feed =
        client.send(request("/tap?address=hub.identity").build(), BodyHandlers.ofLines());
    try (Stream<String> lines = feed.body()) {
      Iterator<String> each = lines.iterator();
      assertThat(each.next()).isEqualTo(": watching");
      assertThat(token(KEY, "{\"username\":\"ann\"}").statusCode()).isEqualTo(200);
      String first =
          Stream.generate(each::next).filter(line -> !line.isEmpty()).findFirst().orElse("");
      assertThat(first)
          .startsWith("data: ? hub.identity.issue-token [")
          .endsWith("IssueToken[username=ann]");
      assertThat(client.send(request("/tap").build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(429);
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> tap.watch("", line -> {}).map(ManagementDoorTest::freed).orElse(false));
  }

  private static boolean freed(BusTap.Watch watch) {
    watch.end();
    return true;
  }

  private static Future<Session> session(IssueToken question) {
    String token = "token of " + question.username();
    SessionUser user =
        new SessionUser(new UserId("u1"), question.username(), question.username(), Role.ADMIN);
    return Future.succeededFuture(new Session(token, token, "Bearer", 60, "all", user));
  }

  private HttpResponse<String> token(String key, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/token"))
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + KEY);
  }

  private static <T> T got(Future<T> future) throws TimeoutException {
    return future.await(10, TimeUnit.SECONDS);
  }
}
