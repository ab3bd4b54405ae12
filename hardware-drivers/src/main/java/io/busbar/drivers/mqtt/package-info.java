/** The MQTT world of the house, as drivers see it. */
@NullMarked
package io.busbar.drivers.mqtt;

import org.jspecify.annotations.NullMarked;
