/** What the MQTT broker keeps: its users, sessions, waiting and retained messages. */
@NullMarked
package io.busbar.verticles.broker;

import org.jspecify.annotations.NullMarked;
