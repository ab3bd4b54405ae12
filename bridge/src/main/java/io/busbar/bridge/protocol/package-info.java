/** The commands of the Haptique protocol, whatever wire they come by (spec 4.3). */
@NullMarked
package io.busbar.bridge.protocol;

import org.jspecify.annotations.NullMarked;
