/** Remotes: what a pressed key means. */
@NullMarked
package io.busbar.verticles.remotes;

import org.jspecify.annotations.NullMarked;
