package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings what other parts of the hub ask onto the broker's context. */
final class LocalBroker implements BrokerApi {
  private static final int MAX_QOS = 2;

  private final List<BrokerHook> hooks = new CopyOnWriteArrayList<>();
  private volatile @Nullable Inside inside;

  private record Inside(Context context, Broker broker, Router router) {}

  void open(Context context, Broker broker, Router router) {
    inside = new Inside(context, broker, router);
  }

  /** Those that are asked; they come and go from any thread. */
  List<BrokerHook> hooks() {
    return hooks;
  }

  void close() {
    inside = null;
  }

  @Override
  public Future<Void> publish(Message message) {
    return isRight(message)
        ? within(here -> publish(here, message))
        : Future.failedFuture(noTopic());
  }

  @Override
  public Future<Void> retain(String topic, Bytes payload) {
    Message message = new Message(topic, payload, 1, true, Properties.NONE, Message.NEVER);
    return isRight(message)
        ? within(here -> here.broker().isAlone() ? retain(here, message) : publish(here, message))
        : Future.failedFuture(noTopic());
  }

  @Override
  public Future<Subscription> subscribe(String filter, Consumer<Message> listener) {
    if (!Topics.isFilter(filter, Topics.Limits.OF_THE_PROTOCOL)) {
      return Future.failedFuture(
          HubFailure.invalid("This is no topic filter.", "Use filters like home/+/state."));
    }
    Context context = Vertx.currentContext();
    return within(
        here -> {
          HubReceiver receiver =
              new HubReceiver(Objects.requireNonNullElse(context, here.context()), listener);
          return Future.succeededFuture(subscribe(here, receiver, filter));
        });
  }

  @Override
  public boolean mayBeWanted(String topic) {
    Inside here = inside;
    if (here == null || !here.broker().isAlone()) {
      return true;
    }
    Boolean known = here.router().isWanted(topic);
    if (known == null) {
      here.context().runOnContext(turn -> here.router().ask(topic));
    }
    return known == null || known;
  }

  @Override
  public Future<Subscription> hook(BrokerHook hook) {
    hooks.add(hook);
    return Future.succeededFuture(() -> unhook(hook));
  }

  private Future<Void> unhook(BrokerHook hook) {
    boolean unused = hooks.remove(hook);
    Inside here = inside;
    return here == null ? Future.succeededFuture() : run(here, Future::succeededFuture);
  }

  private static Future<Void> publish(Inside here, Message message) {
    return here.broker().hasRoomToRetain(message)
        ? published(here, message, here.broker().route(message, null))
        : Future.failedFuture(noRoom());
  }

  private static Future<Void> retain(Inside here, Message message) {
    if (!here.broker().hasRoomToRetain(message)) {
      return Future.failedFuture(noRoom());
    }
    Fanout fanout = here.router().routeRenewed(message);
    return here.broker().journal().isBusy()
        ? here.broker().journal().durable()
        : published(here, message, fanout);
  }

  private static Future<Void> published(Inside here, Message message, Fanout fanout) {
    boolean wait = message.qos() > 0 && fanout.mustBeStored();
    return wait ? here.broker().journal().durable() : Future.succeededFuture();
  }

  private static boolean isRight(Message message) {
    return message.qos() >= 0
        && message.qos() <= MAX_QOS
        && Topics.isName(message.topic(), Topics.Limits.OF_THE_PROTOCOL);
  }

  private static HubFailure noTopic() {
    return HubFailure.invalid("This is no topic, or no QoS.", "Use a topic without wildcards.");
  }

  private static HubFailure noRoom() {
    return HubFailure.overloaded(
        "Too many messages are retained.", "Publish an empty one to topics of the past.");
  }

  private static Subscription subscribe(Inside here, HubReceiver receiver, String filter) {
    here.router()
        .subscribe(
            receiver,
            new io.busbar.bridge.mqtt.model.Subscription(filter, MAX_QOS, false, false, 0));
    here.router().retained(Topics.parse(filter).filter(), receiver::tell);
    return () ->
        run(
            here,
            () -> {
              here.router().unsubscribe(receiver, filter);
              return Future.succeededFuture();
            });
  }

  private <T> Future<T> within(Function<Inside, Future<T>> work) {
    Inside here = inside;
    if (here == null) {
      return Future.failedFuture(
          HubFailure.unavailable("The MQTT broker is not open.", "Is BUSBAR_MQTT_PORT off?"));
    }
    return run(here, () -> work.apply(here));
  }

  private static <T> Future<T> run(Inside here, Supplier<Future<T>> work) {
    Promise<T> done = MessageLink.promise();
    here.context().runOnContext(turn -> work.get().onComplete(done));
    return done.future();
  }
}
