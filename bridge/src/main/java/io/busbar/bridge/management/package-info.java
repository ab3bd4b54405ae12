/** The door for the person who runs the hub: health, metrics, tokens, a tap on the bus. */
@NullMarked
package io.busbar.bridge.management;

import org.jspecify.annotations.NullMarked;
