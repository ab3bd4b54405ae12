/** A long, mixed load and what grows under it (bench/soak.sh). */
@NullMarked
package io.busbar.bench.soak;

import org.jspecify.annotations.NullMarked;
