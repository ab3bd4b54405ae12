/** A hub's front door over hand-written services, for tests. */
@NullMarked
package io.busbar.bridge.testing;

import org.jspecify.annotations.NullMarked;
