package io.busbar.verticles.programs.triggers;

import java.time.Instant;

/**
 * A trigger that matched and waits until it has held long enough.
 *
 * @param trigger names it by its content: an edited trigger is another one
 * @param occasion what it matched
 */
public record PendingTrigger(
    String programId, int position, String trigger, String occasion, Instant since, Instant due) {}
