/** The hub's own machine as a device with sensors. */
@NullMarked
package io.busbar.hostsensors;

import org.jspecify.annotations.NullMarked;
