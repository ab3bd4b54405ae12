/**
 * Tasmota's own discovery. Each relay, light, shutter or fan is a device of the hub: the first has
 * the id {@code tasmota:<mac>} and all readings, buttons and switches; further ones end with their
 * kind and number, e.g. {@code tasmota:e09806f17f56:relay2}.
 */
@NullMarked
package io.busbar.drivers.discovery.tasmota;

import org.jspecify.annotations.NullMarked;
