package io.busbar.bridge.mqtt.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.mqtt.BrokerHook.Publisher;
import io.busbar.bridge.mqtt.ClientView;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.bridge.mqtt.packet.Property;
import io.busbar.contracts.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoorRulesTest {
  private static final ClientView CLIENT = new ClientView("c1", "panel", "127.0.0.1");

  private final List<Request> asked = new ArrayList<>();
  private final DoorRules rules =
      new DoorRules(
          new HouseTopics("h1"), topic -> topic.startsWith("homeassistant/x"), asked::add);

  private record Client(String clientId, String username, String own) implements Publisher {
    @Override
    public boolean mayPublish(String topic) {
      return topic.startsWith(own);
    }
  }

  @Test
  void letsClientsAskAndNothingElse() {
    assertThat(permits("hos/h1/device/d1/set")).isTrue();
    assertThat(permits("hos/h1/program/p1/run")).isTrue();
    assertThat(permits("hos/h1/device/d1/state")).isFalse();
    assertThat(permits("hos/h1/status")).isFalse();
    assertThat(permits("hos/h1/anything")).isFalse();
    assertThat(permits("homeassistant/x/config")).isFalse();
    assertThat(permits("homeassistant/status")).isTrue();
    assertThat(permits("hos/h2/status")).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void refusesRetainedRequestsAndSaysSo() {
    Message retained = message("hos/h1/device/d1/set", true, Properties.NONE);
    assertThat(rules.permits(CLIENT, retained)).isFalse();
    assertThat(asked).singleElement().satisfies(request -> assertThat(request.retained()).isTrue());
  }

  @Test
  void passesRequestsOnWithWhoAsks() {
    Properties said =
        Properties.empty()
            .with(Property.RESPONSE_TOPIC, "panel/answers")
            .with(Property.CORRELATION, new byte[] {7});
    publish("hos/h1/device/d1/set", said);
    assertThat(asked)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.by().username()).isEqualTo("panel");
              assertThat(request.responseTopic()).isEqualTo("panel/answers");
              assertThat(request.correlation()).isEqualTo(new Bytes(new byte[] {7}));
            });
  }

  @Test
  void answersOnlyWhereTheClientItselfMayPublish() {
    for (String topic : List.of("other/answers", "hos/h1/status", "homeassistant/x/config")) {
      publish("hos/h1/device/d1/set", Properties.empty().with(Property.RESPONSE_TOPIC, topic));
    }
    assertThat(asked).hasSize(3).allSatisfy(each -> assertThat(each.responseTopic()).isNull());
  }

  private void publish(String topic, Properties properties) {
    assertThat(rules.wants(topic)).isTrue();
    rules.published(new Client("c1", "panel", "panel/"), message(topic, false, properties));
  }

  private boolean permits(String topic) {
    return rules.permits(CLIENT, message(topic, false, Properties.NONE));
  }

  private static Message message(String topic, boolean retain, Properties properties) {
    return new Message(topic, Bytes.of("{}"), 1, retain, properties, Message.NEVER);
  }
}
