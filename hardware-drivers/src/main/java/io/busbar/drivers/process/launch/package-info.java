/** Command line and environment of a driver process (spec 7.2, 7.5). */
@NullMarked
package io.busbar.drivers.process.launch;

import org.jspecify.annotations.NullMarked;
