/** Tests of the command line. */
@NullMarked
package io.busbar.hub.cli;

import org.jspecify.annotations.NullMarked;
