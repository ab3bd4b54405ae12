package io.busbar.faults.load;

import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import io.busbar.faults.place.Address;
import io.busbar.faults.plan.Bug;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A driver with four devices: a lamp that is commanded, a counter that reports often, a sensor that
 * programs watch, and one that reports and then rests. It moves to another node when its own is
 * gone. States are not reported again after that: what was acknowledged is the hub's to keep.
 */
public final class LabDriver implements Load {
  private static final int RECONNECT_MS = 250;
  private static final int CONNECT_MS = 2_000;
  private static final int COUNT_MS = 200;
  private static final int SENSE_MS = 1_400;
  private static final int REST_MS = 4_000;
  private static final int PING_MS = 2_000;
  private static final long SILENCE_MS = 6_000;
  private static final int ONE_IN = 25;

  private final House house;
  private final String key;
  private final int number;
  private final WebSocketClient client;
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Long> open = new HashMap<>();
  private @Nullable WebSocket socket;
  private Address node;
  private int turn;
  private long heard;
  private boolean registered;
  private boolean reporting;
  private boolean ended;

  public LabDriver(House house, int number) {
    this.house = house;
    this.number = number;
    this.key = "LAB_" + number;
    this.turn = number;
    this.node = house.nodes().get(number % house.nodes().size());
    this.client =
        house
            .vertx()
            .createWebSocketClient(new WebSocketClientOptions().setConnectTimeout(CONNECT_MS));
  }

  /** The names of its devices; the first is the lamp. */
  public List<String> devices() {
    return List.of("lamp-" + number, "count-" + number, "sense-" + number, "rest-" + number);
  }

  public String key() {
    return key;
  }

  public boolean isRegistered() {
    return registered;
  }

  /** Connects; reports nothing yet. */
  public void connect() {
    devices().forEach(device -> house.history().seen(Ops.OWNER, device, key, ""));
    house.vertx().setPeriodic(PING_MS, tick -> lookAfter());
    open();
  }

  @Override
  public void start() {
    reporting = true;
    house.vertx().setPeriodic(COUNT_MS, tick -> report("count-" + number, "count-" + number));
    house.vertx().setPeriodic(SENSE_MS, tick -> sense());
    house.vertx().setPeriodic(REST_MS, tick -> report("rest-" + number, "rest-" + number));
  }

  @Override
  public void stop() {
    reporting = false;
  }

  /** Leaves for good. */
  public void end() {
    ended = true;
    drop();
  }

  private void open() {
    if (ended) {
      return;
    }
    node = house.nodes().get(turn % house.nodes().size());
    WebSocketConnectOptions to =
        new WebSocketConnectOptions()
            .setHost(node.host())
            .setPort(node.http())
            .setURI("/driver")
            .setTimeout(CONNECT_MS);
    client.connect(to).onSuccess(this::opened).onFailure(refused -> again());
  }

  private void opened(WebSocket opened) {
    socket = opened;
    heard = System.nanoTime();
    opened.textMessageHandler(text -> received(opened, text));
    opened.pongHandler(pong -> heard = System.nanoTime());
    opened.exceptionHandler(broken -> {});
    opened.closeHandler(gone -> lost(opened));
    JsonObject who =
        new JsonObject()
            .put("driverKey", key)
            .put("instanceId", key.toLowerCase(Locale.ROOT) + "-1")
            .put("token", House.DRIVER_TOKEN);
    send(
        new JsonObject()
            .put("method", "driver.register")
            .put("protocolVersion", 1)
            .put("params", who));
  }

  private void lost(WebSocket gone) {
    if (socket != gone) {
      return;
    }
    socket = null;
    if (registered) {
      house.history().seen(Ops.LOST, key, node.name(), "driver");
    }
    registered = false;
    open.clear();
    again();
  }

  private void again() {
    turn++;
    house.vertx().setTimer(RECONNECT_MS, fired -> open());
  }

  /** A node that is frozen or cut off says nothing: a driver that hears nothing goes elsewhere. */
  private void lookAfter() {
    WebSocket mine = socket;
    if (mine == null) {
      return;
    }
    if (System.nanoTime() - heard > SILENCE_MS * 1_000_000) {
      drop();
      return;
    }
    mine.writePing(Buffer.buffer("lab")).onFailure(broken -> {});
  }

  private void drop() {
    WebSocket mine = socket;
    if (mine != null) {
      mine.close().onComplete(closed -> {});
      lost(mine);
    }
  }

  private void received(WebSocket from, String text) {
    if (from != socket) {
      return;
    }
    heard = System.nanoTime();
    JsonObject frame = new JsonObject(text);
    switch (frame.getString("event", "")) {
      case "REGISTERED" -> announce();
      case "ACK" -> acknowledged(frame.getString("id", ""));
      case "ACTION", "COMMAND_EXECUTE" -> told(frame);
      case "ERROR" -> house.history().seen("refused", key, text, node.name());
      default -> {}
    }
  }

  private void announce() {
    for (String device : devices()) {
      JsonObject about = new JsonObject().put("name", device).put("deviceType", "dimmer");
      send(event("DEVICE_DISCOVERED", device, about, "announce"));
    }
    registered = true;
    house.history().seen(Ops.JOINED, key, node.name(), "driver");
  }

  private void sense() {
    String device = "sense-" + number;
    if (house.plants(Bug.SWALLOW_TRIGGER, 8) && reporting && registered) {
      long count = counts.merge(device, 1L, Long::sum);
      String value = Long.toString(count);
      long id = house.history().begin(Ops.REPORT, device, value, node.name());
      house.history().end(Phase.OK, Ops.REPORT, id, device, value, node.name());
      return;
    }
    report(device, device);
    if (house.plants(Bug.DOUBLE_TRIGGER, 8) && registered) {
      long now = counts.getOrDefault(device, 0L);
      send(event("STATE_UPDATE", device, count(now - 1), null));
      send(event("STATE_UPDATE", device, count(now), null));
    }
  }

  private void report(String device, String name) {
    if (!reporting || !registered) {
      return;
    }
    long count = counts.merge(device, 1L, Long::sum);
    String value = Long.toString(count);
    String id = name + "#" + value;
    open.put(id, house.history().begin(Ops.REPORT, device, value, node.name()));
    send(event("STATE_UPDATE", device, count(count), id));
  }

  private static JsonObject count(long count) {
    return new JsonObject().put("extras", new JsonObject().put("count", count));
  }

  private void acknowledged(String id) {
    Long begun = open.remove(id);
    int mark = id.lastIndexOf('#');
    if (begun != null) {
      String device = id.substring(0, mark);
      house.history().end(Phase.OK, Ops.REPORT, begun, device, id.substring(mark + 1), node.name());
    }
  }

  private void told(JsonObject frame) {
    JsonObject asked = frame.getJsonObject("data", new JsonObject());
    String request = asked.getString("requestId", "");
    String device = frame.getString("device_id", "");
    if (!house.plants(Bug.SKIP_EXECUTE, ONE_IN)) {
      house.history().seen(Ops.EXECUTED, request, device, key);
    }
    if (house.plants(Bug.DOUBLE_EXECUTE, ONE_IN)) {
      house.history().seen(Ops.EXECUTED, request, device, key);
    }
    JsonObject result =
        new JsonObject()
            .put("command", asked.getString("command", ""))
            .put("success", true)
            .put("requestId", request);
    send(event("ACTION_RESULT", device, result, null));
  }

  private static JsonObject event(
      String type, String device, JsonObject content, @Nullable String id) {
    JsonObject event =
        new JsonObject().put("event", type).put("device_id", device).put("data", content);
    return id == null ? event : event.put("id", id);
  }

  private void send(JsonObject message) {
    WebSocket mine = socket;
    if (mine != null && !mine.isClosed()) {
      mine.writeTextMessage(message.encode()).onFailure(broken -> {});
    }
  }
}
