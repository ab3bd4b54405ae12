/** What must hold of a history; pure. */
@NullMarked
package io.busbar.faults.check;

import org.jspecify.annotations.NullMarked;
