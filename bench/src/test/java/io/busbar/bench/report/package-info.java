/** What reports and loads promise. */
@NullMarked
package io.busbar.bench.report;

import org.jspecify.annotations.NullMarked;
