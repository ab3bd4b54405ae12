/** Simulated hardware as processes of the hub, for a house in which there is none. */
@NullMarked
package io.busbar.drivers.simulation;

import org.jspecify.annotations.NullMarked;
