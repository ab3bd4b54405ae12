package io.busbar.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * What a slow reader can rely on. A number below 4 is a state of that device, above it an event.
 */
final class ClientQueueLawsTest {
  @Property
  void theLastStateOfADeviceWinsAndNoEventIsLost(
      @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> offered,
      @ForAll @IntRange(min = 1, max = 7) int run) {
    ClientQueue queue = new ClientQueue(1000);
    Map<Object, Long> expected = new LinkedHashMap<>();
    long seq = 0;
    for (int kind : offered) {
      assertThat(queue.offer(happening(++seq, kind))).isTrue();
      Object key = kind < 4 ? "device" + kind : seq;
      expected.remove(key);
      expected.put(key, seq);
    }

    assertThat(queue.coalesced()).isEqualTo(offered.size() - expected.size());
    assertThat(drained(queue, run)).containsExactlyElementsOf(expected.values());
    assertThat(queue.isEmpty()).isTrue();
  }

  @Property
  void whatComesOutIsInOrder(
      @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> offered,
      @ForAll @IntRange(min = 2, max = 9) int takeEvery) {
    ClientQueue queue = new ClientQueue(1000);
    List<Long> taken = new ArrayList<>();
    long seq = 0;
    for (int kind : offered) {
      assertThat(queue.offer(happening(++seq, kind))).isTrue();
      if (seq % takeEvery == 0) {
        queue.take(2).forEach(event -> taken.add(event.seq()));
      }
    }
    taken.addAll(drained(queue, 3));

    assertThat(taken).isSorted().doesNotHaveDuplicates();
  }

  @Property
  void itIsBoundedByDevicesAndItsLimit(
      @ForAll @Size(max = 80) List<@IntRange(max = 9) Integer> offered,
      @ForAll @IntRange(min = 1, max = 10) int limit) {
    ClientQueue queue = new ClientQueue(limit);
    int events = 0;
    long seq = 0;
    for (int kind : offered) {
      boolean taken = queue.offer(happening(++seq, kind));
      events += kind < 4 ? 0 : 1;
      assertThat(taken).isEqualTo(kind < 4 || events <= limit);
      assertThat(queue.size()).isLessThanOrEqualTo(limit + 4);
    }
    assertThat((long) queue.take(Integer.MAX_VALUE).size()).isEqualTo(left(offered, limit));
    assertThat(queue.offer(happening(++seq, 9))).isTrue();
  }

  private static long left(List<Integer> offered, int limit) {
    long states = offered.stream().filter(kind -> kind < 4).distinct().count();
    long events = offered.stream().filter(kind -> kind >= 4).count();
    return states + Math.min(limit, events);
  }

  private static LiveEvent happening(long seq, int kind) {
    return kind < 4
        ? Happenings.stateEvent(seq, "device" + kind)
        : Happenings.event(seq, "device" + kind % 4, "ACTION_RESULT");
  }

  private static List<Long> drained(ClientQueue queue, int run) {
    List<Long> all = new ArrayList<>();
    while (!queue.isEmpty()) {
      List<LiveEvent> some = queue.take(run);
      assertThat(some).isNotEmpty();
      some.forEach(event -> all.add(event.seq()));
    }
    return all;
  }
}
