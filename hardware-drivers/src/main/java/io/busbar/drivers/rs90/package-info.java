/** RS90 remotes over MQTT (spec 8.1): what they tell, what they are told, and their keys. */
@NullMarked
package io.busbar.drivers.rs90;

import org.jspecify.annotations.NullMarked;
