/** What PostgreSQL makes of every statement of the stores when there is much in the database. */
@NullMarked
package io.busbar.bench.queries;

import org.jspecify.annotations.NullMarked;
