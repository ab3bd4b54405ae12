/** Boxes that send and hear infrared and radio signals (spec 8.3 to 8.5). */
@NullMarked
package io.busbar.drivers.extender;

import org.jspecify.annotations.NullMarked;
