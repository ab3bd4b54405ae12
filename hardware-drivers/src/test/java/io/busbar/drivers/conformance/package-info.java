/** Replays the written-down conversations between a hub and a driver. */
@NullMarked
package io.busbar.drivers.conformance;

import org.jspecify.annotations.NullMarked;
