/** The bus: typed addresses, the one class that touches the Vert.x event bus, and failures. */
@NullMarked
package io.busbar.contracts.bus;

import org.jspecify.annotations.NullMarked;
