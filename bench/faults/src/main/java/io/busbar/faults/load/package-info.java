/** Drivers, apps and readers that use a house through every door. */
@NullMarked
package io.busbar.faults.load;

import org.jspecify.annotations.NullMarked;
