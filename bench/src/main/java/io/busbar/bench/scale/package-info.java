/** What several nodes need to be measured. */
@NullMarked
package io.busbar.bench.scale;

import org.jspecify.annotations.NullMarked;
