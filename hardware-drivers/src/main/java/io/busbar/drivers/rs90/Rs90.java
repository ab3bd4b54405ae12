package io.busbar.drivers.rs90;

import io.busbar.contracts.bus.Subscription;
import io.busbar.drivers.mqtt.MqttLink;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.process.Timers.Timer;
import io.busbar.drivers.rs90.keys.KeyPresses;
import io.busbar.kit.Call;
import io.busbar.kit.Driver;
import io.busbar.kit.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves all RS90 remotes that say on a broker of the house that they are there (spec 8.1). */
public final class Rs90 implements AutoCloseable {
  /** The key of this driver. */
  public static final String KEY = "HAPTIQUE_RS90";

  static final int MAX_REMOTES = 64;
  private static final Logger log = LoggerFactory.getLogger(Rs90.class);
  private static final Pattern STATUS = Pattern.compile("Haptique/([0-9A-Za-z_-]{1,64})/status");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MAX_STATUS = 16;
  private static final List<String> COMMANDS =
      List.of(
          "send_command",
          "macro_on",
          "macro_off",
          "ring_on",
          "ring_effect",
          "ring_off",
          "open_app",
          "refresh_lists",
          "refresh_battery",
          "refresh_state");

  private final Driver driver;
  private final Place place;
  private final Turn turn;
  private final Map<String, Remote> remotes = new HashMap<>();
  private Future<Subscription> listening = Future.failedFuture("not yet");
  private Timer batteries = Timer.NONE;
  private boolean warned;

  /**
   * What remotes are served with.
   *
   * @param timers run on the context that asks
   * @param keys hears every press of every remote
   */
  public record Place(
      MqttLink mqtt, Timers timers, KeyPresses keys, Clock clock, Rs90Settings settings) {}

  /**
   * @param context where everything about remotes happens
   */
  public Rs90(Driver driver, Place place, Context context) {
    this.driver = driver;
    this.place = place;
    this.turn = new Turn(context);
  }

  /**
   * Serves on the calling thread until {@link #close} or an interruption.
   *
   * @throws Failure when no broker takes the subscription
   */
  public void run() throws InterruptedException {
    COMMANDS.forEach(command -> driver.command(command, this::serve));
    try {
      String ignored = turn.await(this::listen, PATIENCE);
      driver.run();
    } finally {
      turn.run(this::stop);
    }
  }

  @Override
  public void close() {
    driver.close();
  }

  private Future<String> listen() {
    batteries = place.timers().every(place.settings().battery(), this::askBatteries);
    listening = turn.here(place.mqtt().subscribe(Topic.ANY_STATUS, this::status));
    return listening.map("");
  }

  private void stop() {
    batteries.end();
    remotes.values().forEach(Remote::stop);
    remotes.clear();
    Future<Void> ignored = listening.compose(Subscription::end);
  }

  private void askBatteries() {
    remotes.values().forEach(Remote::askBattery);
  }

  private @Nullable String serve(Call call) throws InterruptedException {
    String said = turn.await(() -> remote(call.device()).serve(call), PATIENCE);
    return said.isEmpty() ? null : said;
  }

  private Remote remote(String device) {
    return remotes.entrySet().stream()
        .filter(entry -> Catalog.idOf(entry.getKey()).equals(device))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new Failure("'%s' is no remote".formatted(device)));
  }

  /** A status that is emptied takes the remote away: that is how topics of the past are removed. */
  private void status(MqttMessage message) {
    Matcher topic = STATUS.matcher(message.topic());
    boolean said = topic.matches() && message.payload().length() <= MAX_STATUS;
    switch (said ? message.payload().text().strip() : "?") {
      case "online" -> known(topic.group(1), true);
      case "offline" -> known(topic.group(1), false);
      case "" -> forget(topic.group(1));
      default -> log.debug("Not the status of a remote: {}", message.topic());
    }
  }

  private void known(String id, boolean online) {
    Remote known = remotes.get(id);
    if (known != null) {
      known.online(online);
    } else if (remotes.size() < MAX_REMOTES) {
      Remote found = new Remote(id, place, turn, driver);
      remotes.put(id, found);
      found.start();
      found.online(online);
    } else if (!warned) {
      warned = true;
      log.warn(
          "There are {} remotes already, {} and others are left out. Empty the retained status of"
              + " those that are gone.",
          MAX_REMOTES,
          id);
    }
  }

  private void forget(String id) {
    Remote gone = remotes.remove(id);
    if (gone != null) {
      gone.stop();
      driver.removed(Catalog.idOf(id));
    }
  }
}
