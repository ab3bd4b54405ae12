/** The documents of the contracts, for people. */
@NullMarked
package io.busbar.bridge.docs;

import org.jspecify.annotations.NullMarked;
