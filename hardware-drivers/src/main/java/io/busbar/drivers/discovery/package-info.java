/** Devices that announce themselves over MQTT, in whatever dialect. */
@NullMarked
package io.busbar.drivers.discovery;

import org.jspecify.annotations.NullMarked;
