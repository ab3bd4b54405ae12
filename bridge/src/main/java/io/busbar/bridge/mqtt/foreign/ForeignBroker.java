package io.busbar.bridge.mqtt.foreign;

import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.bridge.mqtt.house.HouseTopics;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A foreign broker, held on to: when the connection is lost it is tried again, later each time, and
 * everything that was subscribed is subscribed again. Lost and back are logged once each.
 */
public final class ForeignBroker extends VerticleBase implements MessageLink {
  private static final Logger log = LoggerFactory.getLogger(ForeignBroker.class);
  private static final int MAX_QOS = 2;
  private static final int FIRST_TRY_MS = 3000;
  private static final Message NOTHING =
      new Message("", Bytes.NONE, 0, false, Properties.NONE, Message.NEVER);

  private final ForeignSettings settings;
  private final HubBus bus;
  private final ForeignCounts counts;
  private final Backoff backoff;
  private final Listeners listeners = new Listeners();
  private final List<Listeners.Listener> returns = new ArrayList<>();
  private volatile @Nullable Context inside;
  private String hubId = "";
  private @Nullable Connection connection;
  private boolean said;
  private String lasting = "";
  private boolean stopped;

  /** Makes the link; it connects when it is deployed. */
  public ForeignBroker(
      ForeignSettings settings, HubBus bus, ForeignCounts counts, RandomGenerator random) {
    this.settings = settings;
    this.bus = bus;
    this.counts = counts;
    this.backoff = new Backoff(random);
  }

  /**
   * Succeeds when it is connected, or has failed to once, or after a moment: a foreign broker that
   * is away does not keep the hub from starting.
   */
  @Override
  public Future<?> start() {
    return bus.request(HomeContract.READ_HUB, Nothing.NOTHING).compose(hub -> begin(hub.id()));
  }

  private Future<Void> begin(String hub) {
    hubId = hub;
    inside = context;
    Promise<Void> tried = Promise.promise();
    long timer = vertx.setTimer(FIRST_TRY_MS, late -> tried.tryComplete());
    connect(() -> finish(tried, timer));
    return tried.future();
  }

  /** Says goodbye, so that the broker does not publish the hub's will. */
  @Override
  public Future<?> stop() {
    stopped = true;
    inside = null;
    Connection present = connection;
    connection = null;
    counts.connected(false);
    return present == null ? Future.succeededFuture() : present.goodbye();
  }

  @Override
  public Future<Void> publish(Message message) {
    if (message.qos() < 0
        || message.qos() > MAX_QOS
        || !Topics.isName(message.topic(), Topics.Limits.OF_THE_PROTOCOL)) {
      return Future.failedFuture(
          HubFailure.invalid("This is no topic, or no QoS.", "Use a topic without wildcards."));
    }
    return within(() -> send(message));
  }

  @Override
  public Future<Subscription> subscribe(String filter, Consumer<Message> listener) {
    if (!Topics.isFilter(filter, Topics.Limits.OF_THE_PROTOCOL)) {
      return Future.failedFuture(
          HubFailure.invalid("This is no topic filter.", "Use filters like home/+/state."));
    }
    Listeners.Listener added = listener(listener);
    return within(() -> add(filter, added));
  }

  @Override
  public void whenBack(Runnable work) {
    Listeners.Listener told = listener(unused -> work.run());
    within(() -> remember(told))
        .onFailure(closed -> log.debug("Nobody to come back: {}", closed.getMessage()));
  }

  private Listeners.Listener listener(Consumer<Message> ear) {
    return new Listeners.Listener(
        Objects.requireNonNullElseGet(Vertx.currentContext(), vertx::getOrCreateContext), ear);
  }

  private Future<Void> remember(Listeners.Listener told) {
    returns.add(told);
    if (counts.isConnected()) {
      told.tell(NOTHING);
    }
    return Future.succeededFuture();
  }

  private Future<Void> send(Message message) {
    Connection present = connection;
    if (present == null) {
      counts.countRefused();
      return Future.failedFuture(Outbox.away());
    }
    return present.publish(message);
  }

  private Future<Subscription> add(String filter, Listeners.Listener listener) {
    if (listeners.isFull()) {
      return Future.failedFuture(
          HubFailure.overloaded("Too many MQTT subscriptions.", "Use wildcards."));
    }
    listeners.add(filter, listener);
    Connection present = connection;
    Future<Void> known =
        present == null ? Future.succeededFuture() : present.subscribe(List.of(filter));
    Subscription added = () -> within(() -> remove(filter, listener));
    return known.otherwiseEmpty().map(done -> added);
  }

  private Future<Void> remove(String filter, Listeners.Listener listener) {
    Connection present = connection;
    return listeners.removeLast(filter, listener) && present != null
        ? present.unsubscribe(filter)
        : Future.succeededFuture();
  }

  private void connect(Runnable tried) {
    if (stopped) {
      tried.run();
      return;
    }
    Connection next =
        new Connection(
            vertx,
            settings,
            name(),
            new HouseTopics(hubId).status(),
            counts,
            Connection.ACK_SECONDS);
    next.open(this::heard, () -> lost(next))
        .compose(open -> resume(next))
        .onComplete(heard -> connected(next), cause -> failed(next, cause))
        .onComplete(either -> tried.run());
  }

  /** What is subscribed from here on is subscribed on this connection at once. */
  private Future<Void> resume(Connection next) {
    connection = next;
    return next.subscribe(listeners.filters());
  }

  private String name() {
    return Objects.requireNonNullElse(settings.clientId(), "busbar-" + hubId);
  }

  private void connected(Connection next) {
    if (stopped || next.isLost()) {
      retry(next);
      return;
    }
    said = false;
    lasting = "";
    backoff.reset();
    counts.connected(true);
    log.info("Connected to the MQTT broker {}", settings.address());
    returns.forEach(each -> each.tell(NOTHING));
  }

  private void failed(Connection tried, Throwable cause) {
    if (connection == tried) {
      connection = null;
    }
    Trouble trouble = Trouble.of(cause, settings);
    boolean news = trouble.lasting() && !trouble.text().equals(lasting);
    if (!said || news) {
      said = true;
      lasting = trouble.lasting() ? trouble.text() : lasting;
      log.warn(
          "The MQTT broker {} cannot be reached: {} It is tried again by itself.",
          settings.address(),
          sentence(trouble.text()));
    }
    retry(tried);
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private void lost(Connection gone) {
    if (connection != gone) {
      return;
    }
    connection = null;
    if (counts.isConnected()) {
      counts.connected(false);
      counts.countLost();
      said = true;
      log.warn(
          "The connection to the MQTT broker {} is lost. It is tried again by itself.",
          settings.address());
    }
    retry(gone);
  }

  private void retry(Connection old) {
    old.drop();
    if (!stopped && old.retire()) {
      vertx.setTimer(backoff.next(), due -> connect(() -> {}));
    }
  }

  private void finish(Promise<Void> tried, long timer) {
    boolean unused = vertx.cancelTimer(timer);
    tried.tryComplete();
  }

  private void heard(MqttPublishMessage sent) {
    counts.countReceived();
    listeners.tell(
        new Message(
            sent.topicName(),
            new Bytes(sent.payload().getBytes()),
            sent.qosLevel().value(),
            sent.isRetain(),
            Properties.NONE,
            Message.NEVER));
  }

  private <T> Future<T> within(Supplier<Future<T>> work) {
    Context here = inside;
    if (here == null) {
      return Future.failedFuture(Outbox.away());
    }
    Promise<T> done = MessageLink.promise();
    here.runOnContext(turn -> work.get().onComplete(done));
    return done.future();
  }
}
