/** Time as services use it: it is handed in. */
@NullMarked
package io.busbar.verticles.time;

import org.jspecify.annotations.NullMarked;
