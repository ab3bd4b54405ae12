package io.busbar.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.mqtt.model.Grant;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.MoreOf;
import io.busbar.contracts.broker.BrokerContract.Numbered;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.busbar.contracts.value.Bytes;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which messages are acknowledged, taken and gathered between brokers. */
class ToldAndHeardTest {
  private final Told told = new Told();
  private final Heard heard = new Heard();

  @Test
  void isConfirmedWhenEverybodyHasConfirmed() {
    told.join("self");
    told.join("other");
    assertThat(told.tell(Bytes.of("a"))).isEqualTo(1);
    assertThat(told.tell(Bytes.of("b"))).isEqualTo(2);
    Future<Void> first = told.confirmed(1);
    Future<Void> second = told.confirmed(2);
    told.confirm("self", 2);
    assertThat(first.isComplete()).isFalse();
    told.confirm("other", 1);
    assertThat(first.succeeded()).isTrue();
    assertThat(second.isComplete()).isFalse();
    assertThat(told.floor()).isEqualTo(2);
    told.confirm("stranger", 2);
    assertThat(second.isComplete()).isFalse();
    told.confirm("other", 2);
    assertThat(second.succeeded()).isTrue();
    assertThat(told.confirmed(2).succeeded()).isTrue();
    assertThat(told.floor()).isEqualTo(3);
  }

  @Test
  void waitsNoMoreForOneThatLeft() {
    told.join("self");
    told.join("other");
    assertThat(told.tell(Bytes.of("a"))).isEqualTo(1);
    told.confirm("self", 1);
    Future<Void> first = told.confirmed(1);
    assertThat(first.isComplete()).isFalse();
    told.leave("other");
    assertThat(first.succeeded()).isTrue();
  }

  @Test
  void isOwedToOneThatJoinsWhatIsOpen() {
    told.join("self");
    for (int i = 0; i < 3; i++) {
      assertThat(told.tell(Bytes.of("m" + i))).isEqualTo(i + 1);
    }
    told.confirm("self", 1);
    told.join("late");
    assertThat(told.confirmedBy("late")).isEqualTo(1);
    told.confirm("self", 3);
    assertThat(told.after(told.confirmedBy("late"), 10))
        .extracting(Numbered::number)
        .containsExactly(2L, 3L);
    assertThat(told.after(0, 1)).extracting(Numbered::number).containsExactly(2L);
  }

  @Test
  void isFullWhenTooMuchIsOpen() {
    told.join("self");
    for (int i = 0; i <= Told.MANY; i++) {
      assertThat(told.isFull()).isFalse();
      assertThat(told.tell(Bytes.NONE)).isPositive();
    }
    assertThat(told.isFull()).isTrue();
    told.confirm("self", 1);
    assertThat(told.isFull()).isFalse();
  }

  @Test
  void takesEachMessageOnceAndInOrder() {
    assertThat(heard.takes("attic", "x", 5, 5)).isTrue();
    assertThat(heard.takes("attic", "x", 5, 5)).isFalse();
    assertThat(heard.takes("attic", "x", 7, 5)).isFalse();
    assertThat(heard.takes("attic", "x", 6, 5)).isTrue();
    assertThat(heard.takes("attic", "x", 7, 7)).isTrue();
    assertThat(heard.takes("attic", "x", 20, 20)).isTrue();
    assertThat(heard.takes("attic", "y", 2, 1)).isFalse();
    assertThat(heard.takes("attic", "y", 1, 1)).isTrue();
    assertThat(heard.routed()).isEqualTo(Map.of("x", 20L, "y", 1L));
  }

  @Test
  void tellsTheStoreOnlyWhatChanged() {
    assertThat(heard.takes("attic", "x", 1, 1)).isTrue();
    heard.tookOwn("cellar", "self", 4);
    assertThat(heard.changes())
        .containsExactlyInAnyOrder(new HeardTo("x", 1), new HeardTo("self", 4));
    assertThat(heard.changes()).isEmpty();
    assertThat(heard.takes("attic", "x", 2, 1)).isTrue();
    assertThat(heard.changes()).containsExactly(new HeardTo("x", 2));
  }

  @Test
  void gathersWhatTheHolderMayNotHaveStored() {
    Collector collector = new Collector(held(), 10, Map.of("x", 3L));
    collector.before().deliver(fanout("x", 3), grant(2));
    collector.before().deliver(fanout("x", 4), grant(2)); // It comes by itself.
    collector.before().deliver(fanout("y", 1), grant(2));
    collector.deliver(fanout("x", 4), grant(1));
    collector.deliver(fanout("x", 5), grant(0));
    assertThat(collector.first("x")).isEqualTo(4);
    assertThat(collector.first("y")).isEqualTo(Long.MAX_VALUE);
    assertThat(collector.more()).extracting(MoreOf::number).containsExactly(3L, 4L);
    assertThat(collector.more()).extracting(MoreOf::qos).containsExactly(2, 1);

    collector.deliver(fanout("x", 6), grant(2));
    collector.deliver(fanout("x", 7), grant(2));
    collector.deliver(fanout("y", 1), grant(2));
    assertThat(collector.rest(List.of(new HeardTo("x", 6))))
        .extracting(each -> each.fanout().origin() + each.fanout().number())
        .containsExactly("x7", "y1");
  }

  @Test
  void knowsWhatCameAnotherWay() {
    assertThat(heard.takes("attic", "x", 1, 1)).isTrue();
    assertThat(heard.isNew("x", 1, null)).isTrue();
    assertThat(heard.isNew("y", 1, new TakenAs("x", 1))).isFalse();
    assertThat(heard.isNew("y", 2, new TakenAs("x", 2))).isTrue();
    assertThat(heard.isNew("z", 1, new TakenAs("x", 2))).isFalse();
    assertThat(heard.isNew("z", 2, new TakenAs("y", 3))).isTrue();
    assertThat(heard.isNew("y", 3, new TakenAs("x", 3))).isFalse();
    assertThat(heard.takes("attic", "x", 2, 1)).isTrue();
    assertThat(heard.isNew("x", 2, null)).isFalse();
    assertThat(heard.takesAgain(new TakenAs("x", 2))).isFalse();
    assertThat(heard.takesAgain(new TakenAs("x", 3))).isFalse();
    assertThat(heard.takesAgain(new TakenAs("x", 4))).isTrue();
  }

  @Test
  void forgetsTheOldestOfWhatCameAnotherWay() {
    for (int i = 1; i <= Heard.MOST_APART + 1; i++) {
      assertThat(heard.takesAgain(new TakenAs("x", i))).isTrue();
    }
    assertThat(heard.takesAgain(new TakenAs("x", 2))).isFalse();
    assertThat(heard.takesAgain(new TakenAs("x", 1))).isTrue();
  }

  @Test
  void gathersOnceWhatWasRepeatedToAnotherNode() {
    Collector collector = new Collector(held(), 10, Map.of("x", 5L, "y", 5L, "z", 5L));
    collector.before().deliver(fanout("x", 1), grant(1));
    collector.before().deliver(fanout("x", 2), grant(1));
    collector.before().deliver(repeated("y", 4, "x", 2), grant(1));
    collector.before().deliver(repeated("z", 5, "x", 2), grant(1));
    collector.before().deliver(repeated("y", 5, "x", 6), grant(1));
    assertThat(collector.more())
        .extracting(each -> each.origin() + each.number())
        .containsExactly("x1", "y4", "y5");
    assertThat(collector.more().get(1).former()).isEqualTo(new TakenAs("x", 2));

    collector.deliver(repeated("y", 7, "x", 8), grant(1));
    collector.deliver(repeated("y", 8, "x", 9), grant(1));
    assertThat(collector.rest(List.of(new HeardTo("x", 8))))
        .extracting(each -> each.fanout().number())
        .containsExactly(8L);
  }

  @Test
  void gathersNoMoreThanAQueueTakes() {
    Collector collector = new Collector(held(), 2, Map.of());
    for (int i = 1; i <= 3; i++) {
      collector.deliver(fanout("x", i), grant(1));
    }
    assertThat(collector.more()).extracting(MoreOf::number).containsExactly(1L, 2L);
  }

  private static Grant grant(int qos) {
    return new Grant(qos, false, List.of());
  }

  private static Fanout fanout(String origin, long number) {
    Message message = new Message("t", Bytes.of("m"), 2, false, Properties.NONE, Message.NEVER);
    return new Fanout(message, 0, origin, number);
  }

  private static Fanout repeated(String origin, long number, String before, long formerly) {
    Fanout fanout = fanout(origin, number);
    return new Fanout(fanout.message(), 0, origin, number, new TakenAs(before, formerly));
  }

  private static HeldSession held() {
    StoredSession session =
        new StoredSession("a", "ann", 60, Instant.EPOCH, 0, null, List.of(), Set.of(), null);
    return new HeldSession(session, "one", 1, 2);
  }
}
