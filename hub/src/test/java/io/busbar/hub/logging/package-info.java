/** Tests of log lines. */
@NullMarked
package io.busbar.hub.logging;

import org.jspecify.annotations.NullMarked;
