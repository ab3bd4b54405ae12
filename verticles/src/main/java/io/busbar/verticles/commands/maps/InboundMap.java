package io.busbar.verticles.commands.maps;

import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An inbound action map, read once so that it can be tried against every event. Pure. */
public record InboundMap(ActionMap map, MapEvent event, @Nullable MapCondition condition) {
  static final Comparator<InboundMap> ORDER =
      Comparator.comparingInt((InboundMap each) -> each.map.priority())
          .reversed()
          .thenComparing(InboundMap::id);

  /**
   * Reads an inbound map.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID with the path of what is wrong
   */
  public static InboundMap of(ActionMap map) {
    return new InboundMap(map, EventReader.event(map), EventReader.condition(map));
  }

  public String id() {
    return map.id();
  }

  /** Whether it waits for this, its condition left aside. */
  public boolean hears(Occurrence occurrence) {
    return (map.deviceId() == null || map.deviceId().equals(occurrence.device()))
        && (map.driverKey() == null || map.driverKey().equals(occurrence.driver()))
        && (map.deviceType() == null || map.deviceType().equals(occurrence.deviceType()))
        && event.isMetBy(occurrence);
  }

  /** Whether its condition is true. */
  public boolean mayFire(Occurrence occurrence, Function<DeviceId, Fields> states) {
    return condition == null || condition.holds(occurrence.device(), states);
  }

  /** What the target device's action is given. */
  public Fields arguments(Fields state, Fields said, @Nullable Object value) {
    Fields sources =
        Fields.of("state", state.values()).with("event", said.values()).with("value", value);
    Fields template = Objects.requireNonNullElse(map.payloadTemplate(), Fields.EMPTY);
    return Conversion.of(map, Template.filled(template, sources));
  }
}
