/** Runs the packaged hub as a process, or a house of services whose clock is controlled. */
@NullMarked
package io.busbar.hub.testing;

import org.jspecify.annotations.NullMarked;
