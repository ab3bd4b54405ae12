/** The MQTT broker of the house: connections, sessions, routing (docs/adr/0019). */
@NullMarked
package io.busbar.bridge.mqtt;

import org.jspecify.annotations.NullMarked;
