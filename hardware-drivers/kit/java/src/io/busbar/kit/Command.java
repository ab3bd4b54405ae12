package io.busbar.kit;

import org.jspecify.annotations.Nullable;

/** What a driver does for one command. */
@FunctionalInterface
public interface Command {
  /**
   * Does it, on a thread of the kit; may block.
   *
   * @return a message for the ACTION_RESULT, or null for none
   * @throws Exception a {@link Failure}'s text becomes the message of a failed result; of any other
   *     exception its name and text
   */
  @Nullable String run(Call call) throws Exception;
}
