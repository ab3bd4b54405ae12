/** How one node is put together, started and stopped. */
@NullMarked
package io.busbar.hub;

import org.jspecify.annotations.NullMarked;
