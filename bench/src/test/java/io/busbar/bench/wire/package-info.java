/** What reports and loads promise. */
@NullMarked
package io.busbar.bench.wire;

import org.jspecify.annotations.NullMarked;
