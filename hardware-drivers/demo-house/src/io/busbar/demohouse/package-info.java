/** A small simulated house: a pure model, and the driver that shows it to a hub. */
@NullMarked
package io.busbar.demohouse;

import org.jspecify.annotations.NullMarked;
