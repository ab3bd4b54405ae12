/** What tests of drivers share. */
@NullMarked
package io.busbar.drivers.testing;

import org.jspecify.annotations.NullMarked;
