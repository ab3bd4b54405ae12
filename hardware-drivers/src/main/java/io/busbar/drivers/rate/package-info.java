/** How much may pass. */
@NullMarked
package io.busbar.drivers.rate;

import org.jspecify.annotations.NullMarked;
