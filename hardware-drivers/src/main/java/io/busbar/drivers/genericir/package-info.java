/** The built-in driver GENERIC_IR: remotes whose codes an extender sends (spec 8.4, 8.5). */
@NullMarked
package io.busbar.drivers.genericir;

import org.jspecify.annotations.NullMarked;
