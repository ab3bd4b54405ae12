package io.busbar.bridge.mqtt;

import static io.busbar.bridge.mqtt.Frames.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.bridge.testing.Await;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.busbar.contracts.value.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker as the hub uses it, alone and beside another node. */
class BrokerApiTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BrokerUnderTest broker = BrokerUnderTest.open();
  private final List<RawMqtt> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(RawMqtt::close);
    broker.close();
  }

  @Test
  void publishesAndListensAsTheHub() {
    List<String> heard = new CopyOnWriteArrayList<>();
    publishNow("hub/kept", "before", true);
    Subscription subscription =
        Await.result(broker.api().subscribe("hub/#", message -> heard.add(line(message))));
    RawMqtt client = client(broker.port(), "client");
    assertThat(client.subscribe(4, "hub/out", 1)).isEqualTo(1);
    client.send(publish(4, "hub/in", "hello", 1, 1));
    client.expect(4);
    publishNow("hub/out", "command", false);
    assertThat(client.expect(3).payload(4)).isEqualTo("command");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(heard)
                    .containsExactly("hub/kept=before*", "hub/in=hello", "hub/out=command"));
    Void unused = Await.result(subscription.end());
    publishNow("hub/out", "late", false);
    assertThat(client.expect(3).payload(4)).isEqualTo("late");
    assertThat(heard).hasSize(3);
  }

  @Test
  void tellsWhatIsPublishedNowFromWhatWasKept() {
    List<String> heard = new CopyOnWriteArrayList<>();
    publishNow("hub/kept", "before", true);
    Subscription subscription =
        Await.result(broker.api().subscribe("hub/#", message -> heard.add(line(message))));
    publishNow("hub/kept", "now", true);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(heard).containsExactly("hub/kept=before*", "hub/kept=now"));
    Void unused = Await.result(subscription.end());
  }

  @Test
  void knowsWhenNobodyWantsATopic() {
    await().atMost(PATIENCE).until(() -> !broker.api().mayBeWanted("hub/out"));
    RawMqtt client = client(broker.port(), "client");
    assertThat(client.subscribe(4, "hub/+", 0)).isZero();
    assertThat(broker.api().mayBeWanted("hub/out")).isTrue();
    client.close();
    await().atMost(PATIENCE).until(() -> !broker.api().mayBeWanted("hub/out"));
  }

  @Test
  void refusesWhatIsNoTopicAndWhatHasNoRoom() {
    assertThatThrownBy(() -> publishNow("a/#", "x", false)).isInstanceOf(HubFailure.class);
    assertThatThrownBy(() -> Await.result(broker.api().subscribe("a/#/b", message -> {})))
        .isInstanceOf(HubFailure.class);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i <= BrokerUnderTest.LIMITS.retainedMessages(); i++) {
                publishNow("more/" + i, "x", true);
              }
            })
        .isInstanceOf(HubFailure.class)
        .hasMessageContaining("retained");
  }

  @Test
  void tellsOfClientsAndAsksBeforeTheyPublish() {
    List<String> seen = new CopyOnWriteArrayList<>();
    BrokerHook hook =
        new BrokerHook() {
          @Override
          public void connected(ClientView client) {
            seen.add("+" + client.clientId() + " " + client.username());
          }

          @Override
          public void disconnected(ClientView client, Reason reason) {
            seen.add("-" + client.clientId() + " " + reason);
          }

          @Override
          public boolean permits(ClientView client, Message message) {
            return !message.topic().equals("forbidden");
          }
        };
    Subscription subscription = Await.result(broker.api().hook(hook));
    RawMqtt client = RawMqtt.connected(broker.port(), 5, "c", true);
    clients.add(client);
    client.send(publish(5, "forbidden", "x", 1, 1));
    assertThat(client.expect(4).u8(2)).isEqualTo(0x87);
    client.send(Frames.hex("e0 00"));
    assertThat(client.readOrEnd()).isNull();

    await().atMost(PATIENCE).until(() -> seen.size() == 2);
    assertThat(seen).containsExactly("+c test", "-c SUCCESS");
    Void unused = Await.result(subscription.end());
    RawMqtt other = client(broker.port(), "other");
    other.expectNothing();
    assertThat(seen).hasSize(2);
  }

  @Test
  void asksAHookThatCameBeforeItOpenedAboutTheFirstClient() {
    List<String> seen = new CopyOnWriteArrayList<>();
    MqttDoor door = broker.make("late");
    Subscription subscription =
        Await.result(
            door.api()
                .hook(
                    new BrokerHook() {
                      @Override
                      public boolean permits(ClientView client, Message message) {
                        seen.add(client.clientId() + " " + message.topic());
                        return false;
                      }
                    }));
    broker.deploy(door);
    RawMqtt client = RawMqtt.connected(door.port(), 5, "first", true);
    clients.add(client);
    client.send(publish(5, "any", "x", 1, 1));
    assertThat(client.expect(4).u8(2)).isEqualTo(0x87);
    assertThat(seen).containsExactly("first any");
    Void unused = Await.result(subscription.end());
    client.send(publish(5, "any", "x", 1, 2));
    assertThat(client.expect(4).u8(2)).isEqualTo(0x10);
  }

  @Test
  void tellsThePublisherThatAHookTookItsMessage() {
    List<String> seen = new CopyOnWriteArrayList<>();
    Subscription subscription =
        Await.result(
            broker
                .api()
                .hook(
                    new BrokerHook() {
                      @Override
                      public boolean wants(String topic) {
                        return topic.startsWith("ask/");
                      }

                      @Override
                      public void published(Publisher publisher, Message message) {
                        seen.add(line(message));
                      }
                    }));
    RawMqtt client = RawMqtt.connected(broker.port(), 5, "asking", true);
    clients.add(client);
    client.send(publish(5, "ask/it", "x", 1, 1));
    assertThat(client.expect(4).says("10")).isFalse();
    client.send(publish(5, "other", "x", 1, 2));
    assertThat(client.expect(4).u8(2)).isEqualTo(0x10);
    assertThat(seen).containsExactly("ask/it=x");
    Void unused = Await.result(subscription.end());
  }

  @Test
  void bringsMessagesToClientsOfAnotherNode() {
    MqttDoor first = open("b");
    MqttDoor second = open("c");
    RawMqtt receiver = client(second.port(), "receiver");
    assertThat(receiver.subscribe(4, "far/#", 1)).isEqualTo(1);
    RawMqtt sender = client(first.port(), "sender");
    sender.send(publish(4, "far/away", "hello", 1, 1));
    sender.expect(4);
    assertThat(receiver.expect(3).payload(4)).isEqualTo("hello");
    receiver.expectNothing();

    RawMqtt twin = client(first.port(), "receiver");
    assertThat(receiver.readOrEnd()).isNull();
    twin.expectNothing();
  }

  @Test
  void isUnavailableWhereThereIsNoBroker() {
    BrokerApi closed = new LocalBroker();
    assertThatThrownBy(() -> Await.result(closed.publish("a", Bytes.of("x"), 0, false)))
        .isInstanceOf(HubFailure.class);
  }

  private void publishNow(String topic, String text, boolean retain) {
    Void unused = Await.result(broker.api().publish(topic, Bytes.of(text), 1, retain));
  }

  private static String line(Message message) {
    return message.topic() + "=" + message.payload().text() + (message.retain() ? "*" : "");
  }

  private RawMqtt client(int port, String clientId) {
    RawMqtt client = RawMqtt.connected(port, 4, clientId, true);
    clients.add(client);
    return client;
  }

  private MqttDoor open(String node) {
    ClusterView view = new ClusterView(node, List.of("b", "c"));
    MqttDoor door = broker.make(node, new Neighbours(node + "-1", () -> view));
    broker.deploy(door);
    return door;
  }
}
