package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.BrokerHook;
import io.busbar.bridge.mqtt.ClientView;
import io.busbar.bridge.mqtt.house.HouseTopics.Ask;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Property;
import io.busbar.contracts.value.Bytes;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What clients of the own broker may do with the topics of the house: ask, and nothing else. Runs
 * on the broker's context.
 */
final class DoorRules implements BrokerHook {
  private final HouseTopics topics;
  private final String root;
  private final Predicate<String> ours;
  private final Consumer<Request> desk;

  /**
   * @param ours topics beside those of the house that the hub alone writes
   * @param desk what requests go to, from any context
   */
  DoorRules(HouseTopics topics, Predicate<String> ours, Consumer<Request> desk) {
    this.topics = topics;
    this.root = topics.root();
    this.ours = ours;
    this.desk = desk;
  }

  @Override
  public boolean permits(ClientView client, Message message) {
    String topic = message.topic();
    if (!topic.startsWith(root)) {
      return !ours.test(topic);
    }
    Ask ask = topics.ask(topic).orElse(null);
    if (ask == null) {
      return false;
    }
    if (message.retain()) {
      desk.accept(
          new Request(ask, message.payload(), true, Request.user(client.username()), null, null));
      return false;
    }
    return true;
  }

  @Override
  public boolean wants(String topic) {
    return topic.startsWith(root);
  }

  @Override
  public void published(Publisher publisher, Message message) {
    topics.ask(message.topic()).ifPresent(ask -> desk.accept(request(ask, publisher, message)));
  }

  private Request request(Ask ask, Publisher publisher, Message message) {
    return new Request(
        ask,
        message.payload(),
        message.retain(),
        Request.user(publisher.username()),
        responseTopic(ask, publisher, message),
        correlation(message));
  }

  private static @Nullable Bytes correlation(Message message) {
    byte[] said = message.properties().binary(Property.CORRELATION);
    return said == null ? null : new Bytes(said);
  }

  /** The hub answers where the client itself may publish, and never on its own topics. */
  private @Nullable String responseTopic(Ask ask, Publisher publisher, Message message) {
    String wanted = message.properties().text(Property.RESPONSE_TOPIC);
    if (wanted == null || wanted.equals(topics.result(ask))) {
      return null;
    }
    boolean allowed =
        publisher.mayPublish(wanted) && !wanted.startsWith(root) && !ours.test(wanted);
    return allowed ? wanted : null;
  }
}
