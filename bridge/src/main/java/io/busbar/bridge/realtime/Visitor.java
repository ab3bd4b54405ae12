package io.busbar.bridge.realtime;

import io.busbar.contracts.value.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who has connected.
 *
 * @param spaceId of a remote that belongs to a space: it sees no more than that; null: everything
 */
record Visitor(Principal principal, @Nullable String spaceId) {}
