/** Drivers that run inside the hub's own process, supervised like the others. */
@NullMarked
package io.busbar.drivers.builtin;

import org.jspecify.annotations.NullMarked;
