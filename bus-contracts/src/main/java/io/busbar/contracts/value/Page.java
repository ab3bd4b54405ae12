package io.busbar.contracts.value;

import io.busbar.contracts.bus.HubFailure;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which part of a list somebody wants (spec 2.0.4). */
public record Page(int offset, int limit) {
  private static final int MOST = 10_000;

  /**
   * The part that was asked for; everything when nothing was.
   *
   * @throws HubFailure INVALID one of them is out of range
   */
  public static Page of(@Nullable Integer limit, @Nullable Integer offset) {
    if (limit != null && (limit < 1 || limit > MOST)) {
      throw HubFailure.invalid("limit must be 1 to 10,000.", "Leave it out to get everything.");
    }
    if (offset != null && offset < 0) {
      throw HubFailure.invalid("offset must not be negative.", "Start with 0.");
    }
    return new Page(
        Objects.requireNonNullElse(offset, 0),
        Objects.requireNonNullElse(limit, Integer.MAX_VALUE));
  }

  /** This part of all there is. */
  public <T> List<T> of(Stream<T> all) {
    return all.skip(offset).limit(limit).toList();
  }
}
