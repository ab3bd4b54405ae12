/** What happened, in the order in which it was noticed. */
@NullMarked
package io.busbar.faults.history;

import org.jspecify.annotations.NullMarked;
