package io.busbar.contracts.activity;

import io.busbar.contracts.activity.ActivityItem.Kind;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who did what, when, through which door: commands, people, drivers, devices, programs. */
public final class ActivityContract {
  /**
   * Lists what happened, the newest first, that matches every given filter. Fails: INVALID a span
   * that ends before it begins, or a limit out of range · UNAVAILABLE the store is down.
   */
  public static final RequestAddress<ListActivity, ActivityPage> LIST =
      RequestAddress.of("hub.activity.list", ListActivity.class, ActivityPage.class)
          .within(Duration.ofSeconds(10))
          .atMost(64);

  private ActivityContract() {}

  /**
   * @param from not before
   * @param to before
   * @param who the user name
   * @param source the door, by its word
   * @param limit at most so many, 1 to 500; absent: 100
   * @param before only items that are older than the one with this id: {@code next} of a page
   */
  public record ListActivity(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String who,
      @Nullable String source,
      @Nullable Kind kind,
      @Nullable DeviceId deviceId,
      @Nullable String programId,
      @Nullable Integer limit,
      @Nullable String before) {}

  /**
   * @param next asks for the next page as {@code before}; null: there is none
   */
  public record ActivityPage(List<ActivityItem> items, @Nullable String next) {}
}
