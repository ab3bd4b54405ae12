/** What may be said about driver sessions. */
@NullMarked
package io.busbar.contracts.drivers;

import org.jspecify.annotations.NullMarked;
