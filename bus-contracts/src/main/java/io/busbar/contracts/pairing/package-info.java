/** What may be said about letting remotes into the house. */
@NullMarked
package io.busbar.contracts.pairing;

import org.jspecify.annotations.NullMarked;
