/** Programs written down for tests. */
@NullMarked
package io.busbar.verticles.programs.testing;

import org.jspecify.annotations.NullMarked;
