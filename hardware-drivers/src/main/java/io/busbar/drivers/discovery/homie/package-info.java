/**
 * The Homie convention, 3 and 4 as well as 5. Each node that controls something is a device of the
 * hub: the first has the id {@code homie:<device>} and everything else the device tells, further
 * ones end with their node, e.g. {@code homie:kitchen-strip:socket-2}. Homie names no kinds of
 * devices; what a property is for is read from its id, datatype, format and unit.
 */
@NullMarked
package io.busbar.drivers.discovery.homie;

import org.jspecify.annotations.NullMarked;
