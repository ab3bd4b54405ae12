/** Files with the codes of whole remotes: the hub's own and those of other systems. */
@NullMarked
package io.busbar.drivers.ir.library;

import org.jspecify.annotations.NullMarked;
