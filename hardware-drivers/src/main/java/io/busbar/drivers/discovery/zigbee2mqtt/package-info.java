/**
 * Zigbee2MQTT. Each control of a Zigbee device is a device of the hub: the first one has the id
 * {@code zigbee2mqtt:<ieee address>} and all readings, further ones end with their endpoint, e.g.
 * {@code zigbee2mqtt:0x00158d0001dc126a:l2}. Groups are devices too. Ids outlive renames.
 */
@NullMarked
package io.busbar.drivers.discovery.zigbee2mqtt;

import org.jspecify.annotations.NullMarked;
