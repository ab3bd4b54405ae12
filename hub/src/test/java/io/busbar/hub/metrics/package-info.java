/** Tests of what a node counts. */
@NullMarked
package io.busbar.hub.metrics;

import org.jspecify.annotations.NullMarked;
