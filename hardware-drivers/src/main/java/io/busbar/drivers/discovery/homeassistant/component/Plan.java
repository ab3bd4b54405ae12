package io.busbar.drivers.discovery.homeassistant.component;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a component is read and told what to do.
 *
 * @param type the type of a device that is this before all (spec 9.1)
 * @param rank the lowest of a device's components tells what the device is
 * @param unit of its value
 */
public record Plan(
    String type, int rank, List<Reading> readings, List<Order> orders, @Nullable String unit) {}
