/** What reports and loads promise. */
@NullMarked
package io.busbar.bench.soak;

import org.jspecify.annotations.NullMarked;
