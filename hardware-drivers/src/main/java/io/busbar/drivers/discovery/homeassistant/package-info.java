/** Devices that announce themselves as Home Assistant's MQTT discovery has it. */
@NullMarked
package io.busbar.drivers.discovery.homeassistant;

import org.jspecify.annotations.NullMarked;
