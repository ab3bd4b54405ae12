/** What reports and loads promise. */
@NullMarked
package io.busbar.bench.load;

import org.jspecify.annotations.NullMarked;
