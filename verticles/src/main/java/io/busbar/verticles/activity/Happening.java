package io.busbar.verticles.activity;

import io.busbar.contracts.activity.ActivityItem;
import io.busbar.contracts.activity.ActivityItem.Kind;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, before it has an id. Pure.
 *
 * @param what what makes it the same as another
 * @param details without secrets and short; put together when the item is stored, because of what
 *     repeats only the last is
 */
record Happening(What what, Instant at, Supplier<Fields> details) {

  /** What two happenings have in common that are told as one. */
  record What(
      Kind kind,
      @Nullable String who,
      Source source,
      String title,
      @Nullable DeviceId deviceId,
      @Nullable String programId,
      @Nullable String spaceId,
      @Nullable String outcome) {}

  /** It as an item. */
  ActivityItem as(String id, Instant first, Fields said) {
    return new ActivityItem(
        id,
        first,
        what.kind,
        what.who,
        what.source,
        what.title,
        what.deviceId,
        what.programId,
        what.spaceId,
        what.outcome,
        said);
  }
}
