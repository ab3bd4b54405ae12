package io.busbar.faults.load;

import io.busbar.faults.history.Ops;
import io.busbar.faults.place.Address;
import io.busbar.faults.plan.Bug;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a live client saw, whatever the wire. One connection after the other. */
final class Feed {
  private static final int ONE_IN = 60;

  private final House house;
  private final String name;
  private final String who;
  private final Map<String, Long> last = new HashMap<>();
  private @Nullable JsonObject held;
  private int connections;
  private boolean live;

  /**
   * @param pinned whether it stays at its node when that is gone
   */
  Feed(House house, String name, boolean pinned) {
    this.house = house;
    this.name = name;
    this.who = pinned ? "pinned" : "client";
  }

  boolean isLive() {
    return live;
  }

  /** The last count it was told of a device; -1 when none. */
  long last(String device) {
    return last.getOrDefault(device, -1L);
  }

  String name() {
    return name;
  }

  void joined(Address node) {
    connections++;
    live = true;
    house.history().seen(Ops.JOINED, name, node.name(), who);
  }

  void lost(Address node) {
    if (live) {
      house.history().seen(Ops.LOST, name, node.name(), who);
    }
    live = false;
    held = null;
  }

  /** A state came. */
  void told(JsonObject told) {
    JsonObject before = sameDevice(held, told) ? held : null;
    if (held == null && house.plants(Bug.REORDER_FEED, ONE_IN)) {
      held = told;
      return;
    }
    if (house.plants(Bug.DROP_FEED, 3)) {
      return;
    }
    note(told.getString("deviceId", ""), told.getJsonObject("state", new JsonObject()));
    if (before != null) {
      held = null;
      note(before.getString("deviceId", ""), before.getJsonObject("state", new JsonObject()));
    }
  }

  private static boolean sameDevice(@Nullable JsonObject one, JsonObject other) {
    return one != null && one.getString("deviceId", "").equals(other.getString("deviceId", "-"));
  }

  /** A state of a snapshot. */
  void note(String device, JsonObject state) {
    String known = house.name(device);
    long count = countIn(state);
    if (known.isEmpty() || count < 0) {
      return;
    }
    last.put(known, count);
    house.history().seen(Ops.TOLD, known, Long.toString(count), name + "#" + connections);
  }

  static long countIn(JsonObject state) {
    JsonObject extras = state.getJsonObject("extras", new JsonObject());
    return extras.getLong("count", -1L);
  }
}
