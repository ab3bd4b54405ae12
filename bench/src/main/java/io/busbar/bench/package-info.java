/** Measures the hub and its peers (bench/run.sh). */
@NullMarked
package io.busbar.bench;

import org.jspecify.annotations.NullMarked;
