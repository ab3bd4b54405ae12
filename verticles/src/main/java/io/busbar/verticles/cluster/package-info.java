/** Which nodes are alive, what one of them does for all, and how they do. */
@NullMarked
package io.busbar.verticles.cluster;

import org.jspecify.annotations.NullMarked;
