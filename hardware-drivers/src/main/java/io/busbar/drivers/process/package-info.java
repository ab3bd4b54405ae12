/** Supervised local driver processes (spec 7.1, 7.2, 7.5, 7.6). */
@NullMarked
package io.busbar.drivers.process;

import org.jspecify.annotations.NullMarked;
