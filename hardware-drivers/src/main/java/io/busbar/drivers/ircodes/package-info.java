/** The codes the hub keeps for extenders, and codes in other words, over the bus. */
@NullMarked
package io.busbar.drivers.ircodes;

import org.jspecify.annotations.NullMarked;
