package io.busbar.bridge.mqtt.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.mqtt.model.Outbox.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class InFlightLawsTest {
  private static final int STEPS = 2000;
  private static final int WIDEST = 1500;

  @Property(tries = 100)
  void isASortedMap(@ForAll Random random, @ForAll @IntRange(min = 1, max = 40) int gap) {
    Outbox source = new Outbox();
    InFlight ring = new InFlight();
    NavigableMap<Long, Item> map = new TreeMap<>();
    List<Item> out = new ArrayList<>();
    long next = random.nextInt(1000);
    for (int i = 0; i < STEPS; i++) {
      boolean room = map.isEmpty() || next - map.firstKey() < WIDEST;
      if (room && random.nextInt(100) < 55) {
        Item item = again(random, out, map);
        if (item == null) {
          item = source.put(next, TestMessages.of("m"), 1, false, List.of());
          next += 1 + random.nextInt(gap);
        }
        ring.put(item);
        map.put(item.sequence(), item);
      } else if (!map.isEmpty()) {
        long wanted = map.firstKey() + random.nextInt(WIDEST);
        Long found = map.floorKey(wanted);
        ring.remove(found);
        out.add(map.remove(found));
      }
      agree(ring, map, next);
    }
    assertThat(ring.all()).containsExactlyElementsOf(map.values());
  }

  /** One that was taken out comes back, be it older than all that are in. */
  private static @Nullable Item again(Random random, List<Item> out, NavigableMap<Long, Item> map) {
    if (out.isEmpty() || random.nextInt(5) > 0) {
      return null;
    }
    Item last = out.remove(out.size() - 1);
    boolean near = map.isEmpty() || map.lastKey() - last.sequence() < WIDEST;
    return near ? last : null;
  }

  private static void agree(InFlight ring, NavigableMap<Long, Item> map, long next) {
    assertThat(ring.size()).isEqualTo(map.size());
    assertThat(ring.isEmpty()).isEqualTo(map.isEmpty());
    if (!map.isEmpty()) {
      assertThat(ring.oldest()).isEqualTo(map.firstKey());
      assertThat(ring.get(map.lastKey())).isSameAs(map.get(map.lastKey()));
      assertThat(ring.get(map.firstKey() - 1)).isNull();
    }
    assertThat(ring.get(next)).isNull();
  }
}
