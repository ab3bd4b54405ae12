/** The hub as a client of a foreign MQTT broker. */
@NullMarked
package io.busbar.bridge.mqtt.foreign;

import org.jspecify.annotations.NullMarked;
