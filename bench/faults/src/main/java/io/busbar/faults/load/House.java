package io.busbar.faults.load;

import io.busbar.faults.history.History;
import io.busbar.faults.place.Address;
import io.busbar.faults.plan.Bug;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What every client of a run shares: the nodes, the login, the history. On one event loop. */
public final class House {
  /** Who logs in. */
  public static final String USERNAME = "lab";

  public static final String PASSWORD = "a-password-of-the-lab-only";

  /** What drivers on other machines show. */
  public static final String DRIVER_TOKEN = "a-driver-token-of-the-lab-only";

  private static final int CONNECT_MS = 2_000;
  private static final int POOL = 40;
  private static final int UNAUTHENTICATED = 401;

  private final Vertx vertx;
  private final History history;
  private final List<Address> nodes;
  private final Random random;
  private final Bug bug;
  private final HttpClient http;
  private final Map<String, String> devices = new HashMap<>();
  private String token = "";

  /** An answer of REST. */
  public record Answer(int status, JsonObject body) {
    public JsonObject data() {
      return body.getJsonObject("data", new JsonObject());
    }

    public String code() {
      return body.getString("code", "");
    }
  }

  public House(Vertx vertx, History history, List<Address> nodes, Random random, Bug bug) {
    this.vertx = vertx;
    this.history = history;
    this.nodes = List.copyOf(nodes);
    this.random = random;
    this.bug = bug;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(CONNECT_MS),
            new PoolOptions().setHttp1MaxSize(POOL));
  }

  public Vertx vertx() {
    return vertx;
  }

  public History history() {
    return history;
  }

  public List<Address> nodes() {
    return nodes;
  }

  public Random random() {
    return random;
  }

  public Address anyNode() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  /** Whether this bug is planted and its turn has come. */
  public boolean plants(Bug which, int oneIn) {
    return bug == which && random.nextInt(oneIn) == 0;
  }

  public String token() {
    return token;
  }

  /** Logs in at a node. */
  public Future<Void> logIn(Address node) {
    JsonObject login = new JsonObject().put("username", USERNAME).put("password", PASSWORD);
    return ask(node, HttpMethod.POST, "/auth/login", login, 10_000)
        .map(
            answer -> {
              if (answer.status() == 200) {
                token = answer.data().getString("accessToken");
              }
              return null;
            });
  }

  /** Learns the hub's ids of the devices by the names their drivers gave them. */
  public void learn(String name, String id) {
    devices.put(id, name);
  }

  /** The name of a device, empty when it is none of the lab's. */
  public String name(String id) {
    return devices.getOrDefault(id, "");
  }

  /** The hub's id of a device; empty while it is not known. */
  public String id(String name) {
    return devices.entrySet().stream()
        .filter(each -> each.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  public Future<Answer> get(Address node, String path, long patienceMs) {
    return ask(node, HttpMethod.GET, path, new JsonObject(), patienceMs);
  }

  public Future<Answer> post(Address node, String path, JsonObject body, long patienceMs) {
    return ask(node, HttpMethod.POST, path, body, patienceMs);
  }

  /** Succeeds with whatever status was answered; fails when there was no answer in time. */
  public Future<Answer> ask(
      Address node, HttpMethod method, String path, JsonObject body, long patienceMs) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(node.host())
            .setPort(node.http())
            .setURI("/app/os" + path)
            .setTimeout(patienceMs)
            .putHeader("Authorization", "Bearer " + token);
    Buffer sent = Buffer.buffer();
    if (!method.equals(HttpMethod.GET)) {
      options.putHeader("Content-Type", "application/json");
      sent = body.toBuffer();
    }
    Buffer bytes = sent;
    return http.request(options)
        .compose(request -> request.send(bytes))
        .compose(
            response -> response.body().map(answer -> answer(node, response.statusCode(), answer)));
  }

  private Answer answer(Address node, int status, Buffer body) {
    if (status == UNAUTHENTICATED) {
      history.seen("unauthenticated", node.name(), "", "");
    }
    try {
      return new Answer(status, body.length() == 0 ? new JsonObject() : body.toJsonObject());
    } catch (DecodeException | ClassCastException e) {
      return new Answer(status, new JsonObject());
    }
  }
}
