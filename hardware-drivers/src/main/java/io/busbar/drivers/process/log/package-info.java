/** What drivers write, kept short, bounded and free of secrets (spec 7.6). */
@NullMarked
package io.busbar.drivers.process.log;

import org.jspecify.annotations.NullMarked;
