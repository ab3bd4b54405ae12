package io.busbar.verticles.spaces;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.Space.Kind;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes a space of what a client sent (spec 2.0.5). */
final class SavedSpace {
  static final int MAX_NAME = 128;

  private static final int MAX_ORDER = 1_000_000;
  private static final int MAX_REMOTES = 100;
  private static final Map<String, Kind> KINDS = kinds();
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "name",
          "kind",
          "icon",
          "parentId",
          "order",
          "deviceIds",
          "programIds",
          "favoriteIds",
          "remoteIds",
          "activeRemoteSourceId",
          "createdAt",
          "updatedAt");

  private SavedSpace() {}

  /**
   * A new space.
   *
   * @throws HubFailure INVALID with one detail a fault
   */
  static Space asNew(String id, Fields body, Instant now) {
    Space blank =
        new Space(
            id, "", Kind.ROOM, null, null, 0, List.of(), List.of(), List.of(), List.of(), null, now,
            now);
    return read(blank, body, true);
  }

  /**
   * The space as it is to be; the same as before when nothing differs.
   *
   * @throws HubFailure INVALID with one detail a fault
   */
  static Space over(Space present, Fields body, Instant now) {
    Space changed = read(present, body, false);
    return changed.equals(present) ? present : changed.touched(now);
  }

  private static Space read(Space present, Fields body, boolean isNew) {
    SentFields sent = new SentFields(body);
    Space space =
        new Space(
            present.id(),
            sent.text("name", MAX_NAME, isNew ? null : present.name()),
            sent.word("kind", KINDS, present.kind()),
            sent.clearable("icon", MAX_NAME, present.icon()),
            sent.clearable("parentId", SentFields.LONGEST_ID, present.parentId()),
            sent.whole("order", MAX_ORDER, present.order()),
            sent.devices("deviceIds", SpaceTree.MAX_DEVICES, present.deviceIds()),
            present.programIds(),
            sent.devices("favoriteIds", SpaceTree.MAX_DEVICES, present.favoriteIds()),
            sent.ids("remoteIds", MAX_REMOTES, present.remoteIds()),
            present.activeRemoteSourceId(),
            present.createdAt(),
            present.updatedAt(),
            sent.extra(KNOWN, present.extra()));
    sent.throwIfAny("space");
    return space;
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
    }
    return kinds;
  }
}
