/** What may be said on the bus: addresses, records, failures. No behaviour lives here. */
@NullMarked
package io.busbar.contracts;

import org.jspecify.annotations.NullMarked;
