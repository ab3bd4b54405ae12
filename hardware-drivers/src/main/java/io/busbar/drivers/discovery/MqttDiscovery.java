package io.busbar.drivers.discovery;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.mqtt.MqttLink;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Call;
import io.busbar.kit.Device;
import io.busbar.kit.Driver;
import io.busbar.kit.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Serves all devices that announce themselves over MQTT, in whatever dialect. */
public final class MqttDiscovery implements AutoCloseable {
  /** The key of this driver. */
  public static final String KEY = "MQTT_DISCOVERY";

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Driver driver;
  private final String name;
  private final List<Dialect> dialects;
  private final MqttLink link;
  private final LongSupplier nanos;
  private final Inbox inbox;
  private final Desk desk;
  private final Listening listening;
  private long heardAgain;

  /**
   * @param dialects what is understood; their names differ
   * @param nanos the time, in nanoseconds from anywhere
   */
  public MqttDiscovery(
      Driver driver,
      String name,
      List<Dialect> dialects,
      MqttLink link,
      Vertx vertx,
      DiscoveryLimits limits,
      LongSupplier nanos) {
    this.driver = driver;
    this.name = name;
    this.dialects = List.copyOf(dialects);
    this.link = link;
    this.nanos = nanos;
    this.inbox = new Inbox(limits, nanos);
    this.desk = new Desk(limits, nanos, new Hub(), new House());
    this.listening = new Listening(vertx, link, limits, inbox, desk);
  }

  /**
   * Serves on the calling thread until {@link #close} or an interruption.
   *
   * @throws IOException when the brokers cannot be heard
   */
  public void run() throws IOException, InterruptedException {
    Thread reader = new Thread(this::read, "mqtt-discovery");
    reader.setDaemon(true);
    try {
      for (Dialect dialect : dialects) {
        Void ignored = Awaiting.result(listening.begin(dialect), "listen");
      }
      dialects.forEach(this::greet);
      reader.start();
      driver.run();
    } finally {
      reader.interrupt();
      Future<Void> ignored = listening.end();
    }
  }

  @Override
  public void close() {
    driver.close();
  }

  private void greet(Dialect dialect) {
    dialect.greetings().forEach(this::publish);
  }

  private void read() {
    long second = nanos.getAsLong();
    Duration pause = SECOND;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Lane.Heard heard = inbox.take(pause);
        if (heard != null) {
          desk.read(heard);
        }
        long now = nanos.getAsLong();
        if (now - second >= SECOND.toNanos()) {
          everySecond(Duration.ofNanos(now - second), now);
          second = now;
        }
        pause = shorter(desk.flush());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      driver.close();
    }
  }

  /** What waits for its rate is looked at again soon. */
  private Duration shorter(Duration pause) {
    return inbox.waiting() > 0 ? Duration.ofMillis(5) : pause;
  }

  private void everySecond(Duration since, long now) {
    dialects.forEach(dialect -> desk.elapsed(dialect, since));
    desk.show(name, inbox);
    boolean mayAgain = heardAgain == 0 || now - heardAgain > AGAIN.toNanos();
    if (mayAgain && inbox.shouldHearAgain()) {
      heardAgain = now;
      dialects.forEach(listening::again);
    }
  }

  private void publish(MqttMessage message) {
    Future<Void> ignored =
        link.publish(message)
            .onFailure(
                why ->
                    desk.cannot(
                        message.topic(),
                        "It was not published: " + why.getMessage(),
                        Awaiting.hint(why)));
  }

  private @Nullable String serve(Call call) throws InterruptedException {
    if (call.device().equals(Desk.OWN_ID)) {
      return own(call.command());
    }
    Fields arguments = new Fields(call.payload());
    try {
      Dialect.Deed deed = desk.deed(call.device(), call.command(), arguments);
      for (MqttMessage message : deed.messages()) {
        Void ignored = Awaiting.result(link.publish(message), "publish");
      }
      desk.done(call.device(), deed);
    } catch (IOException refused) {
      throw new Failure(String.valueOf(refused.getMessage()));
    } catch (HubFailure refused) {
      throw new Failure("%s %s".formatted(refused.message(), Awaiting.hint(refused)).strip());
    }
    return null;
  }

  private @Nullable String own(String command) {
    desk.clearFaults();
    if (command.equals("refresh_state")) {
      dialects.forEach(listening::again);
      dialects.forEach(this::greet);
    }
    return null;
  }

  /** The hub, told by the desk. */
  private final class Hub implements Outbox.Listener {
    @Override
    public void device(Device device) {
      driver.discover(device);
    }

    @Override
    public void state(String device, Map<String, @Nullable Object> patch) {
      driver.state(device, patch);
    }

    @Override
    public void removed(String device) {
      driver.removed(device);
    }
  }

  /** The brokers, and the commands that may come. */
  private final class House implements Desk.Reach {
    @Override
    public void follow(Dialect dialect, String filter) {
      listening.follow(dialect, filter);
    }

    @Override
    public void leave(Dialect dialect, String filter) {
      listening.leave(dialect, filter);
    }

    @Override
    public void publish(MqttMessage message) {
      MqttDiscovery.this.publish(message);
    }

    @Override
    public void command(String command) {
      driver.command(command, MqttDiscovery.this::serve);
    }

    @Override
    public void noCommand(String command) {
      driver.noCommand(command);
    }
  }
}
