/** What is asked of a run, and what follows from its seed. */
@NullMarked
package io.busbar.faults.plan;

import org.jspecify.annotations.NullMarked;
