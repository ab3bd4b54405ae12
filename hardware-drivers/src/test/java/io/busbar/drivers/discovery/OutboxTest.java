package io.busbar.drivers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Fields;
import io.busbar.kit.Device;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final DiscoveryLimits LIMITS = DiscoveryLimits.DEFAULT;

  private final Told told = new Told();
  private final List<String> troubles = new ArrayList<>();
  private final Outbox outbox =
      new Outbox(LIMITS, told, (topic, what, hint) -> troubles.add(topic + ": " + what), 0);
  private long now;

  @Test
  void aNewDeviceIsCollectedBeforeItIsTold() {
    outbox.device(device("lamp", "switch"), now);
    outbox.state("lamp", Fields.of("power", true));
    outbox.device(device("lamp", "light"), now);
    pass(Duration.ofMillis(200));
    assertThat(told.lines).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(told.lines).containsExactly("device lamp light", "state lamp {power=true}");
    outbox.device(device("lamp", "light"), now);
    pass(Duration.ofSeconds(1));
    assertThat(told.lines).hasSize(2);
  }

  @Test
  void whatWaitsIsPutTogetherAndWhatIsKnownIsLeftOut() {
    announce("lamp");
    outbox.state(
        "lamp", Fields.of("power", true).with("extras", Fields.of("a", 1).with("b", 1).values()));
    outbox.state("lamp", Fields.of("brightness", 5).with("extras", Map.of("b", 2)));
    pass(Duration.ofSeconds(1));
    assertThat(told.lines)
        .containsExactly("state lamp {power=true, extras={a=1, b=2}, brightness=5}");
    outbox.state("lamp", Fields.of("power", true).with("extras", Map.of("a", 1)));
    outbox.state("lamp", Fields.of("power", false).with("extras", Map.of("a", 1)));
    pass(Duration.ofSeconds(1));
    assertThat(told.lines).hasSize(2).endsWith("state lamp {power=false}");
  }

  @Test
  void whatComesAndGoesIsToldAsBoth() {
    announce("remote");
    for (int i = 0; i < 3; i++) {
      outbox.state("remote", Fields.of("extras", Fields.of("action", "single").values()));
      outbox.state("remote", Fields.of("extras", Fields.of("action", null).values()));
    }
    pass(Duration.ofSeconds(2));
    assertThat(told.lines)
        .hasSize(6)
        .startsWith("state remote {extras={action=single}}", "state remote {extras={action=null}}");
  }

  @Test
  void thirtyFastPressesAreThirtyPresses() {
    announce("remote");
    for (int i = 0; i < 30; i++) {
      outbox.happened("remote", "single");
    }
    pass(Duration.ofSeconds(2));
    assertThat(told.lines)
        .hasSize(60)
        .containsOnly(
            "state remote {extras={action=single}}", "state remote {extras={action=null}}");
    assertThat(told.lines.stream().distinct()).hasSize(2);
    assertThat(told.lines.get(59)).contains("null");
    assertThat(troubles).isEmpty();
  }

  @Test
  void aPressTooManyIsRefusedWholeAndSaid() {
    announce("remote");
    for (int i = 0; i < 40; i++) {
      outbox.happened("remote", "press" + i);
    }
    outbox.state("remote", Fields.of("battery", 5));
    pass(Duration.ofSeconds(3));
    assertThat(told.lines).hasSize(64).contains("state remote {extras={action=press31}}");
    assertThat(told.lines.get(63)).contains("action=null").contains("battery=5");
    assertThat(outbox.lost()).isEqualTo(8);
    assertThat(troubles)
        .hasSize(8)
        .first()
        .isEqualTo("remote: More happens than can be told: 'press32' was left out.");
  }

  @Test
  void aStateThatIsTooLongIsLeftOutAndTheRestIsTold() {
    announce("lamp");
    Fields extras = Fields.of("sensors", "x".repeat(Outbox.LONGEST)).with("effect", "sun");
    outbox.state("lamp", Fields.of("power", true).with("extras", extras.values()));
    pass(Duration.ofSeconds(1));
    assertThat(told.lines).containsExactly("state lamp {power=true, extras={effect=sun}}");
    assertThat(troubles).singleElement().asString().startsWith("lamp: Its state would be 655");
    outbox.state("lamp", Fields.of("extras", Fields.of("sensors", "short").values()));
    pass(Duration.ofSeconds(1));
    assertThat(told.lines).hasSize(2).endsWith("state lamp {extras={sensors=short}}");
    for (int i = 0; i < 100; i++) {
      outbox.state("lamp", Fields.of("field" + i, "x".repeat(1_000)));
      pass(Duration.ofMillis(200));
    }
    assertThat(told.lines).hasSizeBetween(60, 68);
  }

  @Test
  void aDeviceThatIsTooLongIsNotToldUntilItIsShorter() {
    outbox.device(device("lamp", "x".repeat(Outbox.LONGEST), "light"), now);
    outbox.state("lamp", Fields.of("power", true));
    pass(Duration.ofSeconds(1));
    assertThat(told.lines).isEmpty();
    assertThat(troubles).singleElement().asString().startsWith("lamp: Its description would be");
    outbox.device(device("lamp", "light"), now);
    pass(Duration.ofSeconds(1));
    assertThat(told.lines).containsExactly("device lamp light", "state lamp {power=true}");
    outbox.device(device("lamp", "x".repeat(Outbox.LONGEST), "light"), now);
    outbox.gone("lamp");
    assertThat(told.lines).endsWith("removed lamp");
  }

  @Test
  void manyDevicesTakeTurnsAtARate() {
    for (int i = 0; i < 1_000; i++) {
      outbox.device(device("d" + i, "switch"), now);
    }
    pass(Duration.ofSeconds(2));
    assertThat(told.lines.size()).isBetween(150, 500);
    pass(Duration.ofSeconds(10));
    assertThat(told.lines).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void whatIsGoneIsNotToldAnyMore() {
    announce("lamp");
    outbox.state("lamp", Fields.of("power", true));
    outbox.gone("lamp");
    outbox.state("lamp", Fields.of("power", false));
    pass(Duration.ofSeconds(1));
    assertThat(told.lines).containsExactly("removed lamp");
  }

  private void announce(String id) {
    outbox.device(device(id, "switch"), now);
    pass(Duration.ofSeconds(1));
    told.lines.clear();
  }

  private void pass(Duration time) {
    long until = now + time.toNanos();
    while (now < until) {
      now += Duration.ofMillis(20).toNanos();
      assertThat(outbox.flush(now)).isPositive();
    }
  }

  private static Device device(String id, String type) {
    return device(id, id, type);
  }

  private static Device device(String id, String name, String type) {
    return new Device(id, name, type, List.of(), Map.of(), List.of());
  }

  /** What the hub was told. */
  private static final class Told implements Outbox.Listener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void device(Device device) {
      lines.add("device %s %s".formatted(device.id(), device.deviceType()));
    }

    @Override
    public void state(String device, Map<String, @Nullable Object> patch) {
      lines.add("state %s %s".formatted(device, patch));
    }

    @Override
    public void removed(String device) {
      lines.add("removed " + device);
    }
  }
}
