package io.busbar.hub.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A driver that behaves: registers on every connect, announces its devices, does what it is told at
 * once unless told to misbehave, counts each device up, and remembers which counts the hub
 * acknowledged.
 */
public final class LoopbackDriver implements AutoCloseable {
  private static final long RECONNECT_MS = 100;
  private static final int REMEMBERED = 1_000;

  private final Vertx vertx;
  private final WebSocketClient client;
  private final String key;
  private final List<String> devices;
  private volatile int port;
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> executed = new ConcurrentHashMap<>();
  private final Map<String, List<JsonNode>> withheld = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Deque<String> told = new ConcurrentLinkedDeque<>();
  private final AtomicInteger registrations = new AtomicInteger();
  private volatile @Nullable WebSocket socket;
  private volatile boolean registered;
  private volatile boolean closed;
  private volatile boolean silent;
  private volatile int closeCode;
  private volatile String lastStatus = "";
  private volatile String lastMessage = "";

  public LoopbackDriver(Vertx vertx, String key, List<String> devices, int port) {
    this.vertx = vertx;
    this.client = vertx.createWebSocketClient();
    this.key = key;
    this.devices = devices;
    this.port = port;
  }

  /** Connects, and reconnects until it is closed. */
  public LoopbackDriver start() {
    connect();
    return this;
  }

  /** Counts every device up by one and reports it, each report with an id. */
  public void reportAll() {
    if (registered) {
      devices.forEach(this::report);
    }
  }

  /** From its next connection on it calls another port. */
  public void turnTo(int other) {
    port = other;
  }

  public boolean isRegistered() {
    return registered;
  }

  /** How often the hub accepted its registration. */
  public int registrations() {
    return registrations.get();
  }

  /** The highest count of each device that the hub acknowledged. */
  public Map<String, Long> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /** Reports a state of one device. */
  public void report(String device, Map<String, ?> state) {
    send(event("STATE_UPDATE", device, state, null));
  }

  /** How often a device was told to do something. */
  public int executed(String device, String command) {
    AtomicInteger count = executed.get(device + " " + command);
    return count == null ? 0 : count.get();
  }

  /** What it was told of late, the oldest first: {@code lamp set_brightness 30}. */
  public List<String> told() {
    return List.copyOf(told);
  }

  /** Forgets what it was told. */
  public void forgetTold() {
    told.clear();
  }

  /** From now on a device fails at whatever it is told. */
  public void breakDown(String device) {
    boolean unused = broken.add(device);
  }

  /** A device works again. */
  public void mend(String device) {
    boolean unused = broken.remove(device);
  }

  /** From now on a device does not answer, until it is released. */
  public void withhold(String device) {
    withheld.put(device, new CopyOnWriteArrayList<>());
  }

  /** A device answers what it was told meanwhile, and what it is told from now on. */
  public void release(String device) {
    List<JsonNode> late = withheld.remove(device);
    if (late != null) {
      late.forEach(this::answer);
    }
  }

  /** From now on it does not answer commands. */
  public void fallSilent() {
    silent = true;
  }

  /** What the hub last closed its socket with. */
  public int closeCode() {
    return closeCode;
  }

  /** The status the hub last told it. */
  public String lastStatus() {
    return lastStatus;
  }

  /** The kind of the last message that is none of the hub's own words to devices. */
  public String lastMessage() {
    return lastMessage;
  }

  public String key() {
    return key;
  }

  /** Sends anything. */
  public void send(String text) {
    WebSocket open = socket;
    if (open != null && !open.isClosed()) {
      open.writeTextMessage(text).onFailure(gone -> {});
    }
  }

  public boolean isFull() {
    WebSocket open = socket;
    return open == null || open.isClosed() || open.writeQueueFull();
  }

  @Override
  public void close() {
    closed = true;
    WebSocket open = socket;
    if (open != null) {
      open.close().onComplete(done -> {});
    }
  }

  private void report(String device) {
    long count = counts.computeIfAbsent(device, name -> new AtomicLong()).incrementAndGet();
    send(
        event(
            "STATE_UPDATE",
            device,
            Map.of("extras", Map.of("count", count), "brightness", count % 101),
            device + "#" + count));
  }

  private void connect() {
    if (closed) {
      return;
    }
    client
        .connect(new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI("/driver"))
        .onSuccess(this::opened)
        .onFailure(refused -> again());
  }

  private void opened(WebSocket open) {
    socket = open;
    open.textMessageHandler(this::received);
    open.exceptionHandler(broken -> {});
    open.closeHandler(
        gone -> {
          registered = false;
          Short code = open.closeStatusCode();
          closeCode = code == null ? 0 : code;
          again();
        });
    send(
        Json.text(
            Map.of(
                "method",
                "driver.register",
                "driverKey",
                key,
                "instanceId",
                key.toLowerCase(Locale.ROOT) + "-1",
                "protocolVersion",
                1)));
  }

  private void again() {
    if (!closed) {
      vertx.setTimer(RECONNECT_MS, fired -> connect());
    }
  }

  private void received(String text) {
    JsonNode frame = parsed(text);
    switch (frame.path("event").asText()) {
      case "REGISTERED" -> announceAll();
      case "ACK" -> acknowledge(frame.path("id").asText());
      case "DRIVER_STATUS" -> lastStatus = frame.path("data").path("status").asText();
      case "ACTION", "COMMAND_EXECUTE" -> execute(frame);
      default -> lastMessage = frame.path("event").asText();
    }
  }

  private void announceAll() {
    for (String device : devices) {
      send(
          event(
              "DEVICE_DISCOVERED",
              device,
              Map.of("name", device, "deviceType", "dimmer"),
              "announce"));
    }
    registered = true;
    registrations.incrementAndGet();
  }

  private void acknowledge(String id) {
    int mark = id.lastIndexOf('#');
    if (mark > 0) {
      acknowledged.merge(id.substring(0, mark), Long.parseLong(id.substring(mark + 1)), Math::max);
    }
  }

  private void execute(JsonNode frame) {
    JsonNode data = frame.path("data");
    String device = frame.path("device_id").asText();
    String command = device + " " + data.path("command").asText();
    executed.computeIfAbsent(command, each -> new AtomicInteger()).incrementAndGet();
    remember((command + " " + data.path("payload").path("brightness").asText()).strip());
    List<JsonNode> late = withheld.get(device);
    if (late != null) {
      late.add(frame);
    } else if (!silent) {
      answer(frame);
    }
  }

  private void remember(String command) {
    told.add(command);
    if (told.size() > REMEMBERED) {
      told.poll();
    }
  }

  private void answer(JsonNode frame) {
    JsonNode data = frame.path("data");
    String device = frame.path("device_id").asText();
    boolean works = !broken.contains(device);
    JsonNode brightness = data.path("payload").path("brightness");
    if (works && brightness.isNumber()) {
      send(
          event(
              "STATE_UPDATE",
              device,
              Map.of("brightness", brightness.numberValue(), "power", true),
              null));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("command", data.path("command").asText());
    result.put("success", works);
    result.put("requestId", data.path("requestId").asText());
    if (!works) {
      result.put("message", "The bulb is burnt out.");
    }
    send(event("ACTION_RESULT", device, result, null));
  }

  private static String event(
      String type, String device, Map<String, ?> data, @Nullable String id) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", type);
    event.put("device_id", device);
    event.put("data", data);
    if (id != null) {
      event.put("id", id);
    }
    return Json.text(event);
  }

  private static JsonNode parsed(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
