/** What Home Assistant is told of the devices of the house. Pure: no network in here. */
@NullMarked
package io.busbar.bridge.mqtt.homeassistant;

import org.jspecify.annotations.NullMarked;
