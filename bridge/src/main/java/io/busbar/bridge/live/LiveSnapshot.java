package io.busbar.bridge.live;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.Fields;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states of devices at one place of the feed's order; written once per format. */
public final class LiveSnapshot {
  private final List<DeviceState> states;
  private final long seq;
  private volatile @Nullable Buffer json;
  private volatile @Nullable List<LiveEvent> events;

  LiveSnapshot(List<DeviceState> states, long seq) {
    this.states = List.copyOf(states);
    this.seq = seq;
  }

  /** The same states at a later place of the order. */
  LiveSnapshot at(long later) {
    if (later == seq) {
      return this;
    }
    LiveSnapshot same = new LiveSnapshot(states, later);
    same.json = json;
    return same;
  }

  /** The last event that is in it. */
  public long seq() {
    return seq;
  }

  /** All states as one object, by device id. */
  public Buffer json() {
    Buffer written = json;
    if (written == null) {
      Map<String, Fields> map = new LinkedHashMap<>(states.size() * 2);
      states.forEach(state -> map.put(state.deviceId().value(), state.state()));
      written = Buffer.buffer(Json.bytes(map));
      json = written;
    }
    return written;
  }

  /** One event a device. */
  public List<LiveEvent> events() {
    List<LiveEvent> made = events;
    if (made == null) {
      made = states.stream().map(this::event).toList();
      events = made;
    }
    return made;
  }

  private LiveEvent event(DeviceState state) {
    return new LiveEvent(
        seq, LiveEvent.Kind.SNAPSHOT, state.deviceId(), "snapshot", () -> LiveFeed.body(state));
  }
}
