/** What servers are kept busy with. */
@NullMarked
package io.busbar.bench.load;

import org.jspecify.annotations.NullMarked;
