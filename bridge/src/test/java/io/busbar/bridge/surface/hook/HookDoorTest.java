package io.busbar.bridge.surface.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.http.HttpDoor;
import io.busbar.bridge.http.HttpLimits;
import io.busbar.bridge.testing.Await;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.urlhooks.UrlHooksContract;
import io.busbar.contracts.urlhooks.UrlHooksContract.FireUrlHook;
import io.busbar.contracts.urlhooks.UrlHooksContract.RunUrlHook;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HookDoorTest {
  static {
    TraceContext.install();
  }

  private final Vertx vertx = Vertx.vertx();
  private final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  private final List<FireUrlHook> fired = new CopyOnWriteArrayList<>();
  private final List<RunUrlHook> run = new CopyOnWriteArrayList<>();
  private final AtomicInteger port = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void open() {
    HttpDoor.Settings where = new HttpDoor.Settings("127.0.0.1", 0, HttpLimits.DEFAULT);
    HookDoor hooks = new HookDoor(vertx, bus);
    serve(bus.serve(UrlHooksContract.FIRE, this::fire));
    serve(
        bus.serve(
            UrlHooksContract.RUN,
            call -> {
              run.add(call);
              return Future.failedFuture(HubFailure.forbidden("This hook may not do that.", "No."));
            }));
    serve(vertx.deployVerticle(new HttpDoor(where, where.shared(), List.of(hooks), port::set)));
  }

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  @Test
  void hearsTheQueryOfAGet() throws Exception {
    HttpResponse<String> answer =
        get("/hook/hook_t/living%20lamp/set_brightness?brightness=30&a=%C3%A4");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"ok\":true,\"message\":\"set_brightness done.\"}");
    FireUrlHook call = fired.get(0);
    assertThat(call.token()).isEqualTo("hook_t");
    assertThat(call.deviceId().value()).isEqualTo("living lamp");
    assertThat(call.query()).isEqualTo(new Fields(Map.of("brightness", "30", "a", "ä")));
    assertThat(call.clientAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void hearsBodiesOfBothKinds() throws Exception {
    String form = "application/x-www-form-urlencoded";
    assertThat(post("/hook/hook_t/lamp/on?x=1", "{\"level\":3}", "application/json").statusCode())
        .isEqualTo(200);
    assertThat(post("/hook/hook_t/lamp/on", "level=3&name=a+b", form).statusCode()).isEqualTo(200);
    assertThat(post("/hook/hook_t/lamp/on", "", "text/plain").statusCode()).isEqualTo(200);

    assertThat(fired.get(0).body()).isEqualTo(Fields.of("level", 3));
    assertThat(fired.get(0).query()).isEqualTo(Fields.of("x", "1"));
    assertThat(fired.get(1).query()).isEqualTo(new Fields(Map.of("level", "3", "name", "a b")));
    assertThat(fired.get(2).body()).isEqualTo(Fields.EMPTY);
  }

  @Test
  void answersInTextForWhoAsksForIt() throws Exception {
    HttpResponse<String> answer = get("/hook/hook_t/lamp/on", "Accept", "text/html,*/*;q=0.8");

    assertThat(answer.body()).isEqualTo("on done.\n");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
  }

  @Test
  void letsNothingBeRemembered() throws Exception {
    var headers = get("/hook/hook_t/lamp/on").headers();

    assertThat(headers.firstValue("Cache-Control")).contains("no-store");
    assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void saysWhatFailed() throws Exception {
    HttpResponse<String> broken = get("/hook/hook_t/lamp/break");
    HttpResponse<String> program = get("/hook/hook_t/program/movie?level=2");

    assertThat(broken.statusCode()).isEqualTo(502);
    assertThat(broken.body()).contains("\"ok\":false").contains("The lamp is broken.");
    assertThat(program.statusCode()).isEqualTo(403);
    assertThat(run.get(0).programId()).isEqualTo("movie");
    assertThat(run.get(0).variables()).isEqualTo(Fields.of("level", "2"));
  }

  @Test
  void saysWhenToCallAgain() throws Exception {
    HttpResponse<String> often = get("/hook/hook_t/lamp/often");

    assertThat(often.statusCode()).isEqualTo(429);
    assertThat(often.headers().firstValue("Retry-After")).contains("5");
    assertThat(get("/hook/hook_t/lamp/on").headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void refusesWhatIsNoCall() throws Exception {
    assertThat(get("/hook/hook_t/lamp").statusCode()).isEqualTo(404);
    assertThat(get("/hook/hook_t/lamp/on/off").statusCode()).isEqualTo(404);
    assertThat(get("/hook/hook_t/lamp/on?a=1&a=2").statusCode()).isEqualTo(400);
    assertThat(get("/hook/hook_t/%00/on").statusCode()).isEqualTo(400);
    assertThat(get("/hook/hook_t/lamp/on", "Sec-Purpose", "prefetch").statusCode()).isEqualTo(403);
    assertThat(send(builder("/hook/hook_t/lamp/on").DELETE().build()).statusCode()).isEqualTo(405);
    assertThat(post("/hook/hook_t/lamp/on", "{", "application/json").statusCode()).isEqualTo(400);
    assertThat(post("/hook/hook_t/lamp/on", "x".repeat(70_000), "text/plain").statusCode())
        .isEqualTo(413);
    assertThat(fired).isEmpty();
  }

  private static void serve(Future<?> begun) {
    Object unused = Await.result(begun);
  }

  private Future<CommandOutcome> fire(FireUrlHook call) {
    fired.add(call);
    if (call.command().equals("often")) {
      return Future.failedFuture(HubFailure.overloaded("It is called too often.", "Wait."));
    }
    boolean broken = call.command().equals("break");
    return Future.succeededFuture(
        new CommandOutcome(
            new RequestId("r"),
            "r",
            call.deviceId(),
            call.command(),
            broken ? Status.FAILED : Status.COMPLETED,
            !broken,
            broken ? "The lamp is broken." : "OK",
            broken ? "DRIVER_ERROR" : null,
            Fields.EMPTY,
            Fields.EMPTY,
            1));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = builder(path);
    return send(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  private HttpResponse<String> post(String path, String body, String type) throws Exception {
    return send(
        builder(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder builder(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + path));
  }
}
