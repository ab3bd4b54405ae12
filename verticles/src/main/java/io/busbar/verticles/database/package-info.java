/** The one way to PostgreSQL: what a store asks, and how its failures read. */
@NullMarked
package io.busbar.verticles.database;

import org.jspecify.annotations.NullMarked;
