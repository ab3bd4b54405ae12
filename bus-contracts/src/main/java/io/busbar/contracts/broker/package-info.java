/** What may be said about the MQTT broker's users and what it keeps. */
@NullMarked
package io.busbar.contracts.broker;

import org.jspecify.annotations.NullMarked;
