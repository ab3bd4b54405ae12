/** How a node finds the others, proves itself to them, and does alone what only one may do. */
@NullMarked
package io.busbar.hub.cluster;

import org.jspecify.annotations.NullMarked;
