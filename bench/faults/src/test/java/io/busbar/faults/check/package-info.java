/** Hand-written histories, good and bad. */
@NullMarked
package io.busbar.faults.check;

import org.jspecify.annotations.NullMarked;
