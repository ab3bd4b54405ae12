/** Lines of histories, written and read. */
@NullMarked
package io.busbar.faults.history;

import org.jspecify.annotations.NullMarked;
