package io.busbar.verticles.intents.house;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a name in a sentence stands for.
 *
 * @param id of the device, space or program
 * @param derived whether the name was shortened: "floor lamp" for "Bedroom Floor Lamp"
 * @param onlyIn the spaces where it is called so; empty: everywhere
 */
public record Name(Of of, String id, boolean derived, List<String> onlyIn) {
  /** Whether it is called so where somebody speaks; nowhere in particular is everywhere. */
  public boolean isSaidIn(@Nullable String spaceId) {
    return onlyIn.isEmpty() || spaceId == null || onlyIn.contains(spaceId);
  }

  /** What bears a name. */
  public enum Of {
    DEVICE,
    SPACE,
    PROGRAM
  }
}
