/** Which drivers there are and how they do, as their events tell it. */
@NullMarked
package io.busbar.verticles.drivers;

import org.jspecify.annotations.NullMarked;
