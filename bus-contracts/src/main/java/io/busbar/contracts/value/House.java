package io.busbar.contracts.value;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The house the hub serves.
 *
 * @param zone its time zone: wall-clock times of programs are meant in it
 * @param latitude degrees north; null together with the longitude: the sun is not known
 */
public record House(
    String name, ZoneId zone, @Nullable Double latitude, @Nullable Double longitude) {}
