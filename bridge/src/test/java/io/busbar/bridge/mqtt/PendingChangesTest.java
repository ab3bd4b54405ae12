package io.busbar.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.PlaceOf;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
import io.busbar.contracts.broker.BrokerContract.RetainedMessage;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.busbar.contracts.value.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingChangesTest {
  private final PendingChanges pending = new PendingChanges();

  @Test
  void writesNothingOfAMessageThatCameAndWent() {
    pending.queue(message("a", 1));
    pending.finish("a", 1);

    assertThat(pending.size()).isZero();
    assertThat(pending.changes(null).queued()).isEmpty();
    assertThat(pending.changes(null).finished()).isEmpty();
    assertThat(pending.queuedTo()).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void finishesAMessageThatIsOnDisk() {
    pending.release("a", 1);
    pending.finish("a", 1);

    assertThat(pending.changes(null).released()).isEmpty();
    assertThat(pending.changes(null).finished()).containsExactly(new PlaceOf("a", 1));
  }

  @Test
  void writesAMessageThatIsReleasedAlreadyAsSuch() {
    pending.queue(message("a", 1));
    pending.release("a", 1);

    assertThat(pending.changes(null).queued())
        .singleElement()
        .satisfies(message -> assertThat(message.released()).isTrue());
    assertThat(pending.changes(null).released()).isEmpty();
  }

  @Test
  void keepsOnlyTheLastWordOnASubscriptionATopicAndAnIdentifier() {
    pending.subscribe(new StoredSubscription("a", "x", 0, false, false, 0));
    pending.unsubscribe("a", "x");
    StoredSubscription last = new StoredSubscription("a", "x", 2, false, false, 0);
    pending.subscribe(last);
    pending.retain("t", Bytes.of("1"));
    pending.unretain("t");
    pending.retain("t", Bytes.of("2"));
    pending.received("a", 7, null);
    pending.completed("a", 7);

    Changes changes = pending.changes(null);
    assertThat(changes.subscribed()).containsExactly(last);
    assertThat(changes.unsubscribed()).isEmpty();
    assertThat(changes.retained()).containsExactly(new RetainedMessage("t", Bytes.of("2")));
    assertThat(changes.unretained()).isEmpty();
    assertThat(changes.received()).isEmpty();
    assertThat(changes.completed()).containsExactly(new IdentifierOf("a", 7, null));
  }

  @Test
  void keepsTheLastPlaceOfAnIdentifier() {
    pending.received("a", 7, new TakenAs("x", 1));
    pending.received("a", 7, new TakenAs("y", 2));
    assertThat(pending.size()).isEqualTo(1);
    assertThat(pending.changes(null).received())
        .containsExactly(new IdentifierOf("a", 7, new TakenAs("y", 2)));
    pending.completed("a", 7);
    assertThat(pending.changes(null).received()).isEmpty();
  }

  @Test
  void forgetsWhatWasOfASessionAndKeepsWhatComesAfter() {
    pending.queue(message("a", 1));
    pending.queue(message("b", 1));
    pending.received("a", 1, null);
    pending.subscribe(new StoredSubscription("a", "x", 0, false, false, 0));
    pending.forget("a", 0);
    pending.queue(message("a", 0));

    Changes changes = pending.changes(null);
    assertThat(changes.forgotten()).containsExactly("a");
    assertThat(changes.queued()).containsExactly(message("b", 1), message("a", 0));
    assertThat(changes.received()).isEmpty();
    assertThat(changes.subscribed()).isEmpty();
  }

  private static QueuedMessage message(String client, long sequence) {
    return new QueuedMessage(client, sequence, 2, false, false, List.of(), Bytes.of("m"));
  }
}
