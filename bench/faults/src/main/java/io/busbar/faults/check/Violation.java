package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import java.util.List;

/**
 * A promise that was not kept.
 *
 * @param promise which one
 * @param text what happened instead
 * @param evidence the lines of the history that show it
 */
public record Violation(String promise, String text, List<Event> evidence) {}
