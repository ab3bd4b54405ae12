package io.busbar.hub.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.HubClient.Answer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A hub with one driver and its dimmers, and an app that is logged in. */
public final class HouseUnderTest implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int OK = 200;

  private final Vertx vertx = Vertx.vertx();
  private final HubProcess hub;
  private final HubClient app;
  private final LoopbackDriver driver;
  private final Map<String, String> ids = new HashMap<>();

  private HouseUnderTest(HubProcess hub, List<String> dimmers) throws IOException {
    this.hub = hub;
    this.app = HubClient.logIn(hub.http());
    this.driver =
        new LoopbackDriver(vertx, "HOUSE", dimmers, URI.create(hub.http()).getPort()).start();
  }

  /** Starts everything; returns when the dimmers are known. The port stays over restarts. */
  public static HouseUnderTest start(List<String> dimmers) throws IOException {
    return start(dimmers, Map.of());
  }

  public static HouseUnderTest start(List<String> dimmers, Map<String, String> more)
      throws IOException {
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("PORT", Integer.toString(FreePort.take()));
    settings.put("BUSBAR_TZ", "UTC");
    settings.putAll(more);
    HouseUnderTest house = new HouseUnderTest(HubProcess.start(settings), dimmers);
    await().atMost(PATIENCE).until(() -> house.learnIds() == dimmers.size());
    return house;
  }

  public HubProcess hub() {
    return hub;
  }

  public HubClient app() {
    return app;
  }

  public LoopbackDriver driver() {
    return driver;
  }

  /** The hub's id of a dimmer. */
  public String id(String dimmer) {
    return Objects.requireNonNull(ids.get(dimmer), dimmer);
  }

  /** Waits until the driver is back after a restart. */
  public void awaitDriver(int registrations) {
    await().atMost(PATIENCE).until(() -> driver.registrations() >= registrations);
  }

  /** Posts and fails on any answer but 200. */
  public JsonNode post(String path, Object body) throws IOException {
    return done(path, app.post(path, body));
  }

  /** Posts for what it does; fails on any answer but 200. */
  public void send(String path, Object body) throws IOException {
    JsonNode unused = post(path, body);
  }

  /** Gets and fails on any answer but 200. */
  public JsonNode get(String path) throws IOException {
    return done(path, app.get(path));
  }

  /** Saves a program and answers its id. */
  public String save(Map<String, ?> program) throws IOException {
    return post("/programs/save", program).path("id").asText();
  }

  /** The runs of a program, the newest first. */
  public List<JsonNode> runs(String program) throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    get("/program-runs?programId=" + program).forEach(runs::add);
    return runs;
  }

  /** Waits until a program has a run that ended so; answers it with its steps. */
  public JsonNode awaitRun(String program, String status) throws IOException {
    return get("/program-runs/" + awaitListed(program, status).path("runId").asText());
  }

  private JsonNode awaitListed(String program, String status) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                runs(program).stream()
                    .filter(run -> run.path("status").asText().equals(status))
                    .findFirst()
                    .orElse(null),
            run -> run != null);
  }

  /** An action that commands a dimmer. */
  public Map<String, Object> command(String dimmer, String command) {
    return command(dimmer, command, Map.of());
  }

  public Map<String, Object> command(String dimmer, String command, Map<String, ?> payload) {
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("type", "device");
    action.put("deviceId", id(dimmer));
    action.put("command", command);
    action.put("payload", payload);
    return action;
  }

  @Override
  public void close() throws IOException {
    driver.close();
    try {
      vertx.close().await(5, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IOException(e);
    } finally {
      hub.close();
    }
  }

  private int learnIds() throws IOException {
    for (JsonNode device : app.get("/devices?driverKey=HOUSE").data()) {
      ids.put(device.path("externalId").asText(), device.path("id").asText());
    }
    return ids.size();
  }

  private static JsonNode done(String path, Answer answer) {
    if (answer.status() != OK) {
      throw new AssertionError(path + " answered " + answer.status() + ": " + answer.body());
    }
    return answer.data();
  }
}
