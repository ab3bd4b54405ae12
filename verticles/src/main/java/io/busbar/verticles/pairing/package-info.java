/** Remotes that are let into the house. */
@NullMarked
package io.busbar.verticles.pairing;

import org.jspecify.annotations.NullMarked;
