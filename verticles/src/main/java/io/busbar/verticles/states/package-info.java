/** Live device state: merged, versioned, written behind. */
@NullMarked
package io.busbar.verticles.states;

import org.jspecify.annotations.NullMarked;
