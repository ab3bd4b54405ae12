package io.busbar.verticles.history;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How much is remembered.
 *
 * @param enabled whether changes are recorded; what was recorded before stays readable
 * @param raw how long every change is kept
 * @param hourly how long numbers are kept by the hour
 * @param zone whose days they are summed up by
 */
public record HistorySettings(boolean enabled, Duration raw, Duration hourly, ZoneId zone) {}
