package io.busbar.verticles.home.model;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.home.DesignProfile;
import io.busbar.contracts.home.DesignProfile.Target;
import io.busbar.contracts.home.HomeContract.LiveDesign;
import io.busbar.contracts.home.HomeContract.SaveProfile;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A design profile as it is kept: what is being designed, and what clients see of it.
 *
 * @param layout the present version, whose number is {@code version}
 * @param published what clients see; null until it is published
 * @param selectedAt when it was last made the one of its target; null: never
 */
public record Design(
    String id,
    String name,
    @Nullable String description,
    Target target,
    @Nullable String theme,
    Fields layout,
    int version,
    @Nullable Published published,
    @Nullable Instant selectedAt,
    Instant createdAt,
    Instant updatedAt) {

  static final int MAX_LAYOUT = 128 * 1024;

  /** One version as it was when it was published. */
  public record Published(int version, String name, Fields design, Instant at) {}

  /**
   * A new profile.
   *
   * @throws HubFailure INVALID name or target is missing, or the layout is too large
   */
  public static Design created(String id, SaveProfile wish, Instant now) {
    if (wish.name() == null || wish.target() == null) {
      throw HubFailure.invalid(
          "A new design profile needs a name and a target.",
          "Send both, or the id of the profile to change.");
    }
    Fields layout = Objects.requireNonNullElse(wish.layout(), Fields.EMPTY);
    return new Design(
        id,
        wish.name(),
        wish.description(),
        wish.target(),
        wish.theme(),
        bounded(layout),
        1,
        null,
        null,
        now,
        now);
  }

  /**
   * This profile with what is present in the wish.
   *
   * @throws HubFailure CONFLICT VERSION_CONFLICT · INVALID another target, or too large a layout
   */
  public Design changed(SaveProfile wish, Instant now) {
    if (wish.version() != null && wish.version() != version) {
      throw HubFailure.conflict(
          "VERSION_CONFLICT",
          "The profile is at version %d by now.".formatted(version),
          "Read it again and repeat the change, or leave the version out.");
    }
    if (wish.target() != null && wish.target() != target) {
      throw HubFailure.invalid(
          "A profile keeps its target.", "Make a new profile for another kind of client.");
    }
    Design wished =
        new Design(
            id,
            or(wish.name(), name),
            wish.description() == null ? description : wish.description(),
            target,
            wish.theme() == null ? theme : wish.theme(),
            wish.layout() == null ? layout : bounded(wish.layout()),
            version,
            published,
            selectedAt,
            createdAt,
            updatedAt);
    return wished.equals(this) ? this : wished.stamped(version + 1, published, selectedAt, now);
  }

  /** This profile, its present version shown to clients. */
  public Design publish(Instant now) {
    return hasUnpublishedChanges()
        ? stamped(version, new Published(version, name, layout, now), selectedAt, updatedAt)
        : this;
  }

  /** Whether clients do not see the present version. */
  public boolean hasUnpublishedChanges() {
    return published == null || published.version() != version;
  }

  /**
   * This profile, the one of its target from now on.
   *
   * @throws HubFailure CONFLICT NOT_PUBLISHED
   */
  public Design select(Instant now) {
    if (published == null) {
      throw HubFailure.conflict(
          "NOT_PUBLISHED", "The profile '%s' was never published.".formatted(name), "Publish it.");
    }
    return stamped(version, published, now, updatedAt);
  }

  /** The profile as it is listed. */
  public DesignProfile view(boolean active) {
    return new DesignProfile(
        id,
        name,
        description,
        active,
        target,
        theme,
        layout,
        version,
        published == null ? null : published.version(),
        published == null ? null : published.at(),
        createdAt,
        updatedAt);
  }

  /** What clients see; empty until it is published. */
  public Optional<LiveDesign> live() {
    return Optional.ofNullable(published)
        .map(
            shown ->
                new LiveDesign(
                    id, shown.name(), target, shown.version(), shown.at(), shown.design()));
  }

  private Design stamped(
      int newVersion, @Nullable Published shown, @Nullable Instant selected, Instant updated) {
    return new Design(
        id,
        name,
        description,
        target,
        theme,
        layout,
        newVersion,
        shown,
        selected,
        createdAt,
        updated);
  }

  private static String or(@Nullable String wished, String present) {
    return wished == null ? present : wished;
  }

  private static Fields bounded(Fields layout) {
    if (Json.bytes(layout).length > MAX_LAYOUT) {
      throw HubFailure.invalid(
              "The layout is larger than %d bytes.".formatted(MAX_LAYOUT),
              "Refer to images by address instead of holding them.")
          .reason("TOO_LARGE");
    }
    return layout;
  }
}
