/** The nodes of one house. */
@NullMarked
package io.busbar.contracts.cluster;

import org.jspecify.annotations.NullMarked;
