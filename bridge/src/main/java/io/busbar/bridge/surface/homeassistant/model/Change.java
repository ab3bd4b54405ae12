package io.busbar.bridge.surface.homeassistant.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entity became another.
 *
 * @param from null: it was not there before
 * @param to null: it is gone
 */
public record Change(
    String entityId,
    @Nullable EntityState from,
    @Nullable EntityState to,
    Instant at,
    EntityState.Context context) {}
