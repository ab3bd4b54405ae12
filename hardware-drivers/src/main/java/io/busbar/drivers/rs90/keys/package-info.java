/** The keys of an RS90, and how they are pressed. */
@NullMarked
package io.busbar.drivers.rs90.keys;

import org.jspecify.annotations.NullMarked;
