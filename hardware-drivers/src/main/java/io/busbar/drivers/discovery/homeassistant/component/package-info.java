/** What Home Assistant's MQTT discovery calls components: how each is read and told what to do. */
@NullMarked
package io.busbar.drivers.discovery.homeassistant.component;

import org.jspecify.annotations.NullMarked;
