package io.busbar.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JoinedBrokersTest {
  private static final Future<Void> AWAY =
      Future.failedFuture(HubFailure.unavailable("Away.", "Wait."));
  private static final Future<Void> FULL =
      Future.failedFuture(HubFailure.overloaded("Full.", "Wait."));
  private static final Future<Void> TAKEN = Future.succeededFuture();

  @Test
  void publishesToBothAndBearsThatOneIsAway() {
    assertThat(published(TAKEN, TAKEN).succeeded()).isTrue();
    assertThat(published(TAKEN, AWAY).succeeded()).isTrue();
    assertThat(published(AWAY, TAKEN).succeeded()).isTrue();
    assertThat(published(AWAY, AWAY).cause()).hasMessageContaining("Away.");
    assertThat(published(TAKEN, FULL).cause()).hasMessageContaining("Full.");
    assertThat(published(FULL, TAKEN).cause()).hasMessageContaining("Full.");
  }

  @Test
  void hearsBothAndEndsBoth() {
    Fixed own = new Fixed(TAKEN);
    Fixed foreign = new Fixed(TAKEN);
    List<String> heard = new ArrayList<>();
    Future<Subscription> both =
        new JoinedBrokers(own, foreign).subscribe("a", message -> heard.add(message.topic()));
    own.tell("a/own");
    foreign.tell("a/foreign");
    assertThat(heard).containsExactly("a/own", "a/foreign");
    assertThat(both.result().end().succeeded()).isTrue();
    assertThat(own.listeners).isEmpty();
    assertThat(foreign.listeners).isEmpty();
  }

  @Test
  void endsTheOneHalfWhenTheOtherRefuses() {
    Fixed own = new Fixed(TAKEN);
    Future<Subscription> both =
        new JoinedBrokers(own, MessageLink.NONE).subscribe("a", message -> {});
    assertThat(both.failed()).isTrue();
    assertThat(own.listeners).isEmpty();
  }

  private static Future<Void> published(Future<Void> own, Future<Void> foreign) {
    return new JoinedBrokers(new Fixed(own), new Fixed(foreign))
        .publish("t", Bytes.of("x"), 1, false);
  }

  private static final class Fixed implements MessageLink {
    private final Future<Void> answer;
    private final List<Consumer<Message>> listeners = new ArrayList<>();

    Fixed(Future<Void> answer) {
      this.answer = answer;
    }

    @Override
    public Future<Void> publish(Message message) {
      return answer;
    }

    @Override
    public Future<Subscription> subscribe(String filter, Consumer<Message> listener) {
      listeners.add(listener);
      return Future.succeededFuture(
          () -> {
            boolean unused = listeners.remove(listener);
            return Future.succeededFuture();
          });
    }

    void tell(String topic) {
      Message message = new Message(topic, Bytes.NONE, 0, false, Properties.NONE, Message.NEVER);
      listeners.forEach(each -> each.accept(message));
    }
  }
}
