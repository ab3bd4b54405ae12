/** Tests of the management door. */
@NullMarked
package io.busbar.bridge.management;

import org.jspecify.annotations.NullMarked;
