package io.busbar.bench.load;

import io.busbar.bench.wire.MqttPackets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A running server under measurement, with a driver connected and its devices announced; or an MQTT
 * broker, which has neither.
 */
public final class Subject {
  private final Vertx vertx;
  private final NetClient client;
  private final Place place;
  private final Login login;
  private final String token;
  private final @Nullable DriverSimulator driver;
  private List<String> devices = List.of();
  private int size;
  private long sequence = System.currentTimeMillis();

  /** Where a server is: its name in reports, its port, its process, and its port of MQTT or 0. */
  public record Place(String name, int port, long pid, int mqttPort) {
    private static final int MQTT = 3;

    /** Reads {@code name=port:pid}, or {@code name=port:pid:mqtt}. */
    public static Place of(String text) {
      String[] parts = text.split("[=:]", -1);
      int mqtt = parts.length > MQTT ? Integer.parseInt(parts[MQTT]) : 0;
      return new Place(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]), mqtt);
    }
  }

  private Subject(
      Vertx vertx,
      NetClient client,
      Place place,
      Login login,
      String token,
      @Nullable DriverSimulator driver) {
    this.vertx = vertx;
    this.client = client;
    this.place = place;
    this.login = login;
    this.token = token;
    this.driver = driver;
  }

  /** Logs in, connects the driver and announces devices. Succeeds when the server lists them. */
  public static Future<Subject> open(
      Vertx vertx, NetClient client, Place place, Login login, int devices) {
    return login
        .token(vertx, place.port())
        .compose(
            token ->
                DriverSimulator.connect(client, place.port())
                    .map(driver -> new Subject(vertx, client, place, login, token, driver)))
        .compose(subject -> subject.grow(devices).map(subject));
  }

  /** A broker: its port speaks MQTT and nothing else. */
  public static Subject broker(Vertx vertx, NetClient client, Place place, Login login) {
    return new Subject(vertx, client, place, login, "", null);
  }

  /** Who asks. */
  public record Login(String username, String password) {
    byte[] connect(String clientId) {
      return MqttPackets.connect(clientId, username, password);
    }

    Future<String> token(Vertx vertx, int port) {
      Buffer body = new JsonObject().put("username", username).put("password", password).toBuffer();
      return call(vertx, HttpMethod.POST, port, "/app/os/auth/login", "", body)
          .map(answer -> answer.getJsonObject("data").getString("accessToken"));
    }
  }

  /** Announces devices until there are so many; a broker is to have so many subscribers. */
  public Future<Void> grow(int count) {
    size = count;
    if (driver == null) {
      return Future.succeededFuture();
    }
    return driver.announce(count).compose(done -> list()).map(listed -> learn(listed, count));
  }

  public Place place() {
    return place;
  }

  public String token() {
    return token;
  }

  public NetClient client() {
    return client;
  }

  public Vertx vertx() {
    return vertx;
  }

  Login login() {
    return login;
  }

  /** How many devices or subscribers there are. */
  public int size() {
    return size;
  }

  public DriverSimulator driver() {
    return Objects.requireNonNull(driver, "A broker has no driver.");
  }

  /** The server's ids of the announced devices. */
  public List<String> devices() {
    return devices;
  }

  /** A number larger than all former ones: a state that carries it is a change. */
  public long nextSequence() {
    return ++sequence;
  }

  /** Posts to the OS API. Succeeds with the answer's data; any status but 200 is a failure. */
  Future<JsonObject> post(String path, JsonObject body) {
    return call(vertx, HttpMethod.POST, place.port(), "/app/os" + path, token, body.toBuffer())
        .map(answer -> answer.getJsonObject("data"));
  }

  private Void learn(List<String> listed, int count) {
    if (listed.size() != count) {
      throw new IllegalStateException(
          "%s lists %d devices instead of %d".formatted(place.name(), listed.size(), count));
    }
    devices = listed;
    return null;
  }

  private Future<List<String>> list() {
    return call(vertx, HttpMethod.GET, place.port(), "/app/os/devices", token, Buffer.buffer())
        .map(answer -> idsOf(answer.getJsonArray("data")));
  }

  private static List<String> idsOf(JsonArray rows) {
    List<String> ids = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonObject row = rows.getJsonObject(i);
      if (DriverSimulator.KEY.equals(row.getString("driverKey"))) {
        ids.add(row.getString("id"));
      }
    }
    return List.copyOf(ids);
  }

  private static Future<JsonObject> call(
      Vertx vertx, HttpMethod method, int port, String path, String token, Buffer body) {
    HttpClient http = vertx.createHttpClient();
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(path)
            .putHeader("Authorization", "Bearer " + token);
    if (body.length() > 0) {
      options.putHeader("Content-Type", "application/json");
    }
    return http.request(options)
        .compose(request -> request.send(body))
        .compose(response -> response.body().map(bytes -> json(response.statusCode(), bytes)))
        .eventually(http::close);
  }

  private static JsonObject json(int status, Buffer body) {
    if (status != 200) {
      throw new IllegalStateException("Answer %d: %s".formatted(status, body));
    }
    return body.toJsonObject();
  }
}
