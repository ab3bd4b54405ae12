/** The house as a whole: bootstrap, preferences, designs, graph and context. */
@NullMarked
package io.busbar.verticles.home;

import org.jspecify.annotations.NullMarked;
