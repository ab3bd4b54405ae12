/** The database of a node: embedded or external, migrated and watched. */
@NullMarked
package io.busbar.hub.database;

import org.jspecify.annotations.NullMarked;
