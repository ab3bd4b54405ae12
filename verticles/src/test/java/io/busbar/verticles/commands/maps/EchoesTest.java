package io.busbar.verticles.commands.maps;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.DeviceId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EchoesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DeviceId LAMP = new DeviceId("lamp");
  private static final DeviceId SWITCH = new DeviceId("switch");

  /** Five maps, each heard once on each way on which no map comes twice: 5 + 5*4 + ... + 5! */
  private static final int MOST = 325;

  private final Echoes echoes = new Echoes();

  @Test
  void knowsAnEchoForTwoSeconds() {
    echoes.caused("m", SWITCH, LAMP, NOON);

    assertThat(echoes.isEcho("m", LAMP, NOON.plusMillis(1999))).isTrue();
    assertThat(echoes.isEcho("m", LAMP, NOON.plusMillis(2000))).isFalse();
    assertThat(echoes.isEcho("m", SWITCH, NOON)).isFalse();
    assertThat(echoes.isEcho("other", LAMP, NOON)).isFalse();
    assertThat(echoes.isEcho("m", null, NOON)).isFalse();
  }

  @Test
  void knowsAnEchoThatCameAround() {
    echoes.caused("there", SWITCH, LAMP, NOON);
    echoes.caused("back", LAMP, SWITCH, NOON.plusSeconds(1));

    assertThat(echoes.isEcho("there", SWITCH, NOON.plusMillis(2999))).isTrue();
    assertThat(echoes.isEcho("back", LAMP, NOON.plusSeconds(1))).isFalse();
    assertThat(echoes.isEcho("there", SWITCH, NOON.plusSeconds(3))).isFalse();
  }

  /** Map i hears device from[i] and commands device to[i], which changes at once. */
  @Property
  void endsEveryChain(
      @ForAll @Size(5) List<@IntRange(max = 3) Integer> from,
      @ForAll @Size(5) List<@IntRange(max = 3) Integer> to) {
    Echoes all = new Echoes();
    Deque<Integer> changes = new ArrayDeque<>(List.of(0));
    int fired = 0;
    while (!changes.isEmpty() && fired <= MOST) {
      int device = changes.remove();
      for (int map = 0; map < from.size(); map++) {
        if (from.get(map) == device && !all.isEcho("m" + map, device(device), NOON)) {
          all.caused("m" + map, device(device), device(to.get(map)), NOON);
          changes.add(to.get(map));
          fired++;
        }
      }
    }
    assertThat(fired).isLessThanOrEqualTo(MOST);
  }

  private static DeviceId device(int number) {
    return new DeviceId("d" + number);
  }
}
