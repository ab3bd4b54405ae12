/** The fault laboratory: hubs under load, faults, and what must hold nevertheless. */
@NullMarked
package io.busbar.faults;

import org.jspecify.annotations.NullMarked;
