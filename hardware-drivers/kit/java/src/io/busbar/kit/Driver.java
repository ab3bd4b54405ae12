package io.busbar.kit;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A driver that talks to the hub over a WebSocket (spec 6). It registers, and does so again after
 * each loss of the connection; what it said about its devices meanwhile is told to the new session.
 * All methods may be called by any thread, before and while {@link #run} runs; none of them blocks
 * but {@link #run}.
 */
public final class Driver implements AutoCloseable {
  static final int MAX_OUTGOING = 1_000;
  private static final System.Logger log = System.getLogger(Driver.class.getName());

  private final String driverKey;
  private final Memory memory = new Memory();
  private final LinkedBlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>(MAX_OUTGOING);
  private final Commands commands;
  private final Session session;
  private boolean registered;
  private boolean behind;

  /**
   * @param lasting whether it is still worth sending in a later session
   */
  record Outgoing(String text, boolean lasting) {}

  private Driver(Builder builder) {
    this.driverKey = builder.driverKey;
    String name = "driver-%s-%s".formatted(builder.driverKey, builder.instanceId);
    this.commands = new Commands(name, this::knows, this::result, System::nanoTime);
    this.session =
        new Session(
            builder.url,
            Frames.register(builder.driverKey, builder.instanceId, builder.name, builder.token),
            this,
            HttpClient.newHttpClient(),
            new Random());
  }

  /** Starts to describe a driver. */
  public static Builder of(String driverKey, String instanceId, URI url) {
    return new Builder(driverKey, instanceId, url);
  }

  /** Describes a driver. */
  public static final class Builder {
    private final String driverKey;
    private final String instanceId;
    private final URI url;
    private String name;
    private @Nullable String token;

    private Builder(String driverKey, String instanceId, URI url) {
      this.driverKey = driverKey.toUpperCase(Locale.ROOT);
      this.instanceId = instanceId;
      this.url = url;
      this.name = driverKey;
    }

    /** A name for people, at most 128 characters. */
    public Builder name(String newName) {
      name = newName;
      return this;
    }

    /** The secret the hub asks drivers for, when it does. */
    public Builder token(@Nullable String newToken) {
      token = newToken;
      return this;
    }

    public Driver build() {
      return new Driver(this);
    }
  }

  /**
   * Says what to do for a command. Its result is sent by the kit. Commands of one device run one
   * after the other; a request that comes twice is done once.
   */
  public void command(String name, Command command) {
    commands.register(name, command);
  }

  /** Takes a command back: from now on it is refused as unknown. Harmless when there is none. */
  public void noCommand(String name) {
    commands.forget(name);
  }

  /** Announces a device, or announces it again with other metadata. */
  public synchronized void discover(Device device) {
    memory.announced(device);
    send("DEVICE_DISCOVERED", device.id(), device.announced());
  }

  /** Says that a device is no longer available. */
  public synchronized void removed(String device) {
    memory.removed(device);
    send("DEVICE_REMOVED", device, Map.of());
  }

  /** Publishes changed state fields; null means unknown. */
  public synchronized void state(String device, Map<String, @Nullable Object> patch) {
    memory.patched(device, patch);
    send("STATE_UPDATE", device, patch);
  }

  /** Publishes telemetry; dropped while there is no session, or when too much waits to be sent. */
  public synchronized void metrics(String device, List<Metric> metrics) {
    List<Map<String, Object>> written = metrics.stream().map(Metric::written).toList();
    if (registered && outgoing.remainingCapacity() > MAX_OUTGOING / 2) {
      send("METRIC_UPDATE", device, Map.of("metrics", written));
    }
  }

  /** Serves until {@link #close}, or until the calling thread is interrupted. */
  public void run() {
    session.run();
  }

  /** Whether the hub knows this driver right now. */
  public synchronized boolean isRegistered() {
    return registered;
  }

  /** Ends {@link #run}; closing twice is harmless. */
  @Override
  public void close() {
    session.end();
    commands.end();
  }

  LinkedBlockingQueue<Outgoing> outgoing() {
    return outgoing;
  }

  /** What a session that just began, or that fell behind, has to be told. */
  synchronized List<Map<String, @Nullable Object>> everything() {
    outgoing.removeIf(frame -> !frame.lasting());
    registered = true;
    behind = false;
    return memory.frames(driverKey);
  }

  synchronized boolean isBehind() {
    return behind;
  }

  synchronized void lost() {
    registered = false;
  }

  /** Takes one message of the hub. */
  void received(Map<String, @Nullable Object> frame) {
    Object event = frame.get("event") == null ? frame.get("type") : frame.get("event");
    if ("ACTION".equals(event) || "COMMAND_EXECUTE".equals(event)) {
      commands.accept(Call.of(frame));
      return;
    }
    if (Boolean.FALSE.equals(frame.get("ok"))) {
      log.log(
          System.Logger.Level.WARNING,
          "The hub refused a message: {0} {1}",
          frame.get("error"),
          frame.get("details"));
    }
  }

  private synchronized boolean knows(String device) {
    return memory.knows(device);
  }

  private void result(String device, Map<String, @Nullable Object> result) {
    String text = Json.write(Frames.event("ACTION_RESULT", driverKey, device, result));
    if (!outgoing.offer(new Outgoing(text, true))) {
      log.log(System.Logger.Level.WARNING, "Dropped a result: too much waits to be sent");
    }
  }

  private void send(String event, String device, Map<String, ?> content) {
    String text = Json.write(Frames.event(event, driverKey, device, content));
    if (registered && !outgoing.offer(new Outgoing(text, false))) {
      behind = true;
    }
  }
}
