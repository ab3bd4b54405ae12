/** Runs the packaged hub as a process. */
@NullMarked
package io.busbar.hub.testing;

import org.jspecify.annotations.NullMarked;
