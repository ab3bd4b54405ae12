package io.busbar.verticles.home.model;

import io.busbar.contracts.home.DesignProfile.Target;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of several profiles clients show. */
public final class Designs {
  private static final Comparator<Design> LAST_SELECTED =
      Comparator.<Design, Instant>comparing(Designs::selected)
          .thenComparing(design -> design.target(), Comparator.reverseOrder())
          .thenComparing(Design::id);

  private Designs() {}

  /** The one clients of a target show: that of it selected last; without a target, of all. */
  public static Optional<Design> active(Collection<Design> all, @Nullable Target target) {
    return all.stream()
        .filter(design -> design.selectedAt() != null)
        .filter(design -> target == null || design.target() == target)
        .max(LAST_SELECTED);
  }

  /** Whether it is the one clients of its target show. */
  public static boolean isActive(Collection<Design> all, Design design) {
    return active(all, design.target())
        .filter(active -> active.id().equals(design.id()))
        .isPresent();
  }

  private static Instant selected(Design design) {
    return design.selectedAt() == null ? Instant.MIN : design.selectedAt();
  }
}
