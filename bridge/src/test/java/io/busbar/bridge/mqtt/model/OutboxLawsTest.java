package io.busbar.bridge.mqtt.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.mqtt.model.Outbox.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OutboxLawsTest {
  private static final int WINDOW = 5;

  /** A client that acknowledges at random, reconnects at random, and remembers what it has. */
  @Property(tries = 200)
  void bringsEveryMessageOnceAndInOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int messages) {
    Random random = new Random(seed);
    Outbox outbox = new Outbox();
    List<Long> arrived = new ArrayList<>();
    Set<Integer> unreleased = new HashSet<>();
    List<Item> inHand = new ArrayList<>();
    int added = 0;
    while (arrived.size() < messages || outbox.inFlightSize() + outbox.waitingSize() > 0) {
      if (added < messages && random.nextBoolean()) {
        Item item = outbox.add(TestMessages.of("m" + added), 2, false, List.of());
        assertThat(item.sequence()).isEqualTo(added++);
      }
      Item next = outbox.next(WINDOW);
      if (next != null) {
        inHand.add(next);
        if (unreleased.add(next.packetId())) {
          arrived.add(next.sequence());
        }
      }
      assertThat(outbox.inFlightSize()).isLessThanOrEqualTo(WINDOW);
      if (!inHand.isEmpty() && random.nextBoolean()) {
        answer(outbox, inHand.remove(random.nextInt(inHand.size())), random, inHand, unreleased);
      }
      if (random.nextInt(10) == 0) {
        inHand.clear();
        inHand.addAll(outbox.rewind());
      }
    }
    assertThat(arrived).isSorted().doesNotHaveDuplicates().hasSize(messages);
    assertThat(outbox.bytes()).isZero();
  }

  private static void answer(
      Outbox outbox, Item item, Random random, List<Item> inHand, Set<Integer> unreleased) {
    if (item.stage() == Outbox.Stage.SENT) {
      assertThat(outbox.release(item.packetId())).isSameAs(item);
      if (random.nextBoolean()) {
        inHand.add(item);
        return;
      }
    }
    unreleased.remove(item.packetId());
    assertThat(outbox.finish(item.packetId(), 2)).isSameAs(item);
  }

  @Test
  void neverHasTwoMessagesUnderOneIdentifier() {
    Outbox outbox = new Outbox();
    Item first = outbox.add(TestMessages.of("first"), 1, false, List.of());
    Set<Integer> open = new HashSet<>();
    for (int i = 0; i < 65_600; i++) {
      Item added = outbox.add(TestMessages.of("next"), 1, false, List.of());
      assertThat(added.sequence()).isEqualTo(i + 1);
    }
    for (Item next = outbox.next(70_000); next != null; next = outbox.next(70_000)) {
      assertThat(open.add(next.packetId())).isTrue();
    }
    assertThat(open).hasSize(65_535);
    assertThat(outbox.finish(first.packetId(), 1)).isSameAs(first);
    Item after = Objects.requireNonNull(outbox.next(70_000));
    assertThat(after.packetId()).isEqualTo(first.packetId());
  }

  @Test
  void knowsNothingOfWhatItDidNotSend() {
    Outbox outbox = new Outbox();
    assertThat(outbox.finish(1, 1)).isNull();
    Item only = outbox.add(TestMessages.of("a"), 1, false, List.of());
    assertThat(outbox.finish(only.packetId(), 1)).isNull();
    assertThat(outbox.next(1)).isSameAs(only);
    assertThat(outbox.release(only.packetId())).as("QoS 1").isNull();
    assertThat(outbox.finish(only.packetId() + 1, 1)).isNull();
    assertThat(outbox.finish(only.packetId(), 2)).isNull();
    assertThat(outbox.finish(only.packetId(), 1)).isSameAs(only);
  }

  @Test
  void goesOnWhereItWasStored() {
    Outbox outbox = new Outbox();
    outbox.putReleased(5, TestMessages.of("released"));
    outbox.putAttempted(6, TestMessages.of("sent"), 1, false, List.of());
    Item unsent = outbox.put(7, TestMessages.of("unsent"), 1, false, List.of());

    assertThat(outbox.rewind()).extracting(Item::sequence).containsExactly(5L);
    assertThat(outbox.sentTo()).isEqualTo(unsent.sequence());
    Item sent = Objects.requireNonNull(outbox.next(9));
    assertThat(sent.wasAttempted()).isTrue();
    assertThat(outbox.next(9)).isSameAs(unsent);
    assertThat(unsent.wasAttempted()).isFalse();
    assertThat(outbox.nextSequence()).isEqualTo(8);
  }
}
