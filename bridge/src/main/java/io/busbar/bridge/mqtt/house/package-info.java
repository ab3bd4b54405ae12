/** The house on MQTT: what it is like, and what it is told to do (spec 8.7). */
@NullMarked
package io.busbar.bridge.mqtt.house;

import org.jspecify.annotations.NullMarked;
