/** The ways codes are written down (spec 8.6), each read and written. */
@NullMarked
package io.busbar.drivers.ir.format;

import org.jspecify.annotations.NullMarked;
