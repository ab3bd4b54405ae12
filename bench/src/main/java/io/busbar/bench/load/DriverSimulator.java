package io.busbar.bench.load;

import io.busbar.bench.wire.WebSocketLane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetClient;

/** A driver that answers every command at once and reports what it is told to. */
public final class DriverSimulator {
  /** The driver's key; its devices are {@code bench-0}, {@code bench-1} and so on. */
  public static final String KEY = "BENCH";

  private static final int ANNOUNCED_AT_ONCE = 32;
  private static final String DEVICE =
      """
      {"event":"DEVICE_DISCOVERED","id":%d,"device_id":"%s","data":{"name":"Lamp %1$d",\
      "deviceType":"light","tags":["bench"],"target":{"host":"127.0.0.1","port":80},\
      "properties":{"manufacturer":"Busbar","model":"Bench","commandCatalog":[\
      {"key":"set_brightness","label":"Brightness","idempotent":true,"payloadSchema":{\
      "type":"object","properties":{"brightness":{"type":"integer","minimum":0,"maximum":100}}}},\
      {"key":"turn_on","label":"On","idempotent":true}]}}}""";
  private static final String RESULT =
      "{\"event\":\"ACTION_RESULT\",\"device_id\":\"%s\",\"data\":{\"command\":\"set_brightness\","
          + "\"success\":true,\"requestId\":\"%s\"}}";
  private static final String[] RESULT_PARTS = RESULT.split("%s", -1);

  private final Promise<Void> registered = Promise.promise();
  private WebSocketLane lane;
  private Promise<Void> announced = Promise.promise();
  private Runnable acknowledged = () -> {};
  private int known;
  private int wanted;
  private int sent;

  private final int first;

  @SuppressWarnings("NullAway.Init") // The lane exists once the future of connect has succeeded.
  private DriverSimulator(int first) {
    this.first = first;
  }

  /** Connects and registers. Succeeds when the server has taken the registration. */
  public static Future<DriverSimulator> connect(NetClient client, int port) {
    return connect(client, port, "bench-1");
  }

  /**
   * Connects and registers as a driver of its own.
   *
   * @param first the number of its first device
   */
  static Future<DriverSimulator> connectBeside(NetClient client, int port, int first) {
    return connect(client, port, first, KEY + "_BESIDE", "bench-" + first);
  }

  /** Connects and registers as another instance of the driver. */
  static Future<DriverSimulator> connect(NetClient client, int port, String instance) {
    return connect(client, port, 0, KEY, instance);
  }

  private static Future<DriverSimulator> connect(
      NetClient client, int port, int first, String key, String instance) {
    DriverSimulator driver = new DriverSimulator(first);
    return WebSocketLane.open(client, port, driver::received)
        .compose(opened -> driver.register(opened, key, instance))
        .map(driver);
  }

  /** The driver's own id of a device. */
  public static String externalId(int device) {
    return "bench-" + device;
  }

  /** Announces devices until there are so many. Succeeds when each was acknowledged. */
  public Future<Void> announce(int count) {
    if (count <= known) {
      return Future.succeededFuture();
    }
    announced = Promise.promise();
    wanted = count;
    sent = known;
    lane.together(this::announceMore);
    return announced.future();
  }

  /** Reports a state that differs from every former one; sent with others of the same turn. */
  public void report(int device, long value) {
    lane.send(
        "{\"event\":\"STATE_UPDATE\",\"device_id\":\"bench-%d\",\"data\":{\"power\":true,"
                .formatted(device)
            + "\"brightness\":40,\"sequence\":"
            + value
            + "}}");
  }

  /** The same, asking the server to say when it is stored. */
  public void reportDurably(int device, long value) {
    lane.send(
        "{\"event\":\"STATE_UPDATE\",\"id\":"
            + value
            + ",\"device_id\":\"bench-"
            + device
            + "\",\"data\":{\"power\":true,\"brightness\":40,\"sequence\":"
            + value
            + "}}");
  }

  /** Runs work whose messages leave in one write. */
  public void together(Runnable work) {
    lane.together(work);
  }

  /** Told of each acknowledgement from now on. */
  public void onAcknowledged(Runnable use) {
    acknowledged = use;
  }

  public Future<Void> close() {
    return lane.close();
  }

  private Future<Void> register(WebSocketLane opened, String key, String instance) {
    lane = opened;
    lane.send(
        "{\"method\":\"driver.register\",\"protocolVersion\":1,\"params\":{\"driverKey\":\""
            + key
            + "\",\"instanceId\":\""
            + instance
            + "\",\"name\":\"Bench\"}}");
    return registered.future();
  }

  private void received(String frame) {
    if (frame.startsWith("{\"event\":\"COMMAND_EXECUTE\"")
        || frame.startsWith("{\"event\":\"ACTION\"")) {
      answer(frame);
    } else if (frame.startsWith("{\"event\":\"ACK\"")) {
      acknowledged();
    } else if (frame.startsWith("{\"event\":\"REGISTERED\"")) {
      registered.tryComplete();
    } else if (frame.contains("\"ok\":false")) {
      throw new IllegalStateException("The server refused a frame: " + frame);
    }
  }

  private void answer(String frame) {
    lane.send(
        RESULT_PARTS[0]
            + text(frame, "\"device_id\":\"")
            + RESULT_PARTS[1]
            + text(frame, "\"requestId\":\"")
            + RESULT_PARTS[2]);
  }

  private static String text(String frame, String name) {
    int start = frame.indexOf(name) + name.length();
    return frame.substring(start, frame.indexOf('"', start));
  }

  private void acknowledged() {
    if (known >= wanted) {
      acknowledged.run();
      return;
    }
    known++;
    announceMore();
    if (known == wanted) {
      announced.complete();
    }
  }

  private void announceMore() {
    while (sent < wanted && sent - known < ANNOUNCED_AT_ONCE) {
      lane.send(DEVICE.formatted(first + sent, externalId(first + sent)));
      sent++;
    }
  }
}
