/** What a broker remembers: topics, subscriptions, messages on their way. Pure, without I/O. */
@NullMarked
package io.busbar.bridge.mqtt.model;

import org.jspecify.annotations.NullMarked;
