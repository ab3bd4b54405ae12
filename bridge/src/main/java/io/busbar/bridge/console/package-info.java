/** Static files of the console. */
@NullMarked
package io.busbar.bridge.console;

import org.jspecify.annotations.NullMarked;
