/** MQTT 3.1, 3.1.1 and 5.0 on the wire: packets from bytes and bytes from packets, nothing else. */
@NullMarked
package io.busbar.bridge.mqtt.packet;

import org.jspecify.annotations.NullMarked;
