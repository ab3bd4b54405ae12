/** Which faults come when; pure. */
@NullMarked
package io.busbar.faults.plan;

import org.jspecify.annotations.NullMarked;
