package io.busbar.bridge.mqtt.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.busbar.bridge.mqtt.JoinedBrokers;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ShelfTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final HeldBroker broker = new HeldBroker();
  private final HouseCounts counts = new HouseCounts();
  private final Shelf shelf = new Shelf(vertx, broker, counts);

  @AfterEach
  void close() {
    vertx.close().onComplete(closed -> {});
  }

  @Test
  void sendsAtOnceWhileTheBrokerKeepsUp() {
    shelf.put("a", "1");
    broker.take(1);
    shelf.put("a", "2");
    assertThat(broker.got).containsExactly("a=1", "a=2");
    assertThat(counts.overtaken()).isZero();
  }

  @Test
  void keepsOnlyTheLatestOfATopicWhileTheBrokerIsSlow() {
    shelf.put("a", "1");
    shelf.put("a", "2");
    shelf.put("a", "3");
    assertThat(broker.got).containsExactly("a=1");
    broker.take(1);
    assertThat(broker.got).containsExactly("a=1", "a=3");
    assertThat(counts.overtaken()).isEqualTo(1);
  }

  @Test
  void hasSoManyOnTheWayAtOnce() {
    for (int i = 0; i < 100; i++) {
      shelf.put("t" + i, "x");
    }
    assertThat(broker.got).hasSize(64);
    broker.take(64);
    assertThat(broker.got).hasSize(100);
  }

  @Test
  void triesAgainWhenTheBrokerIsFullAndGivesUpWhenItIsAway() {
    shelf.put("a", "1");
    broker.refuse(HubFailure.overloaded("Full.", "Wait."));
    await().atMost(PATIENCE).until(() -> broker.got.size() == 2);
    broker.refuse(HubFailure.unavailable("Away.", "Wait."));
    shelf.put("b", "1");
    assertThat(broker.got).containsExactly("a=1", "a=1", "b=1");
  }

  @Test
  void goesOnWithTheRestWhenThereIsNoRoomForOne() {
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    Logger log = (Logger) LoggerFactory.getLogger(Lane.class);
    log.addAppender(said);
    shelf.put("new", "1");
    broker.refuse(HubFailure.overloaded("Full.", "Wait."));
    for (int i = 0; i < 10; i++) {
      shelf.put("old", Integer.toString(i));
      broker.take(1);
      shelf.put("new", "2");
    }
    assertThat(broker.got).hasSize(11).doesNotContain("new=2").last().isEqualTo("old=9");
    await().atMost(PATIENCE).until(() -> broker.got.size() == 12);
    assertThat(broker.got).last().isEqualTo("new=2");
    broker.refuse(HubFailure.overloaded("Full.", "Wait."));
    shelf.put("old", "x");
    broker.take(1);
    log.detachAppender(said);
    assertThat(said.list).filteredOn(each -> each.getLevel() == Level.WARN).hasSize(1);
  }

  @Test
  void doesNotLetAFarewellWaitForRoom() {
    shelf.put("status", "online");
    broker.refuse(HubFailure.overloaded("Full.", "Wait."));
    Future<Void> out = shelf.putAndAwait("status", "offline");
    assertThat(broker.got).containsExactly("status=online", "status=offline");
    broker.take(1);
    assertThat(out.succeeded()).isTrue();
  }

  @Test
  void tellsOneBrokerWhileAnotherHangs() {
    HeldBroker hanging = new HeldBroker();
    Shelf both = new Shelf(vertx, new JoinedBrokers(broker, hanging), counts);
    for (int i = 0; i < 100; i++) {
      both.put("t" + i, "x");
    }
    broker.take(64);
    both.put("t0", "y");
    assertThat(broker.got).hasSize(101).contains("t99=x", "t0=y");
    assertThat(hanging.got).hasSize(64);
    Future<Void> out = both.putAndAwait("t0", "z");
    broker.take(38);
    assertThat(broker.got).last().isEqualTo("t0=z");
    assertThat(out.isComplete()).isFalse();
  }

  @Test
  void saysWhenSomethingIsOut() {
    shelf.put("a", "1");
    Future<Void> out = shelf.putAndAwait("a", "2");
    broker.take(1);
    assertThat(out.isComplete()).isFalse();
    broker.take(1);
    assertThat(out.succeeded()).isTrue();
  }
}
