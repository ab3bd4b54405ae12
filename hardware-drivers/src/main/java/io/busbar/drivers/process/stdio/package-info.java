/** Driver processes: launching, the lines of stdin and stdout, and ending them (spec 7.1, 7.2). */
@NullMarked
package io.busbar.drivers.process.stdio;

import org.jspecify.annotations.NullMarked;
