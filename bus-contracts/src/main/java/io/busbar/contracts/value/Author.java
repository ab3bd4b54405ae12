package io.busbar.contracts.value;

import org.jspecify.annotations.Nullable;

/**
 * Who changed something, and through which door.
 *
 * @param username null when the hub itself did
 */
public record Author(Source source, @Nullable String username) {
  /** The hub, by itself. */
  public static final Author HUB = new Author(Source.SYSTEM, null);

  /** The person who asks; nobody when it is the hub that asks. */
  public static Author of(Source source, @Nullable Principal by) {
    return new Author(source, by == null ? null : by.username());
  }
}
