/** What programs did: runs and their steps, durable. */
@NullMarked
package io.busbar.verticles.programs.runs;

import org.jspecify.annotations.NullMarked;
