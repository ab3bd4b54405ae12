/**
 * Spaces: the tree of floors, rooms and zones, what is in them, and what a remote controls there.
 */
@NullMarked
package io.busbar.verticles.spaces;

import org.jspecify.annotations.NullMarked;
