/** What starts programs by itself: states, times, events, webhooks (spec 9.5). */
@NullMarked
package io.busbar.verticles.programs.triggers;

import org.jspecify.annotations.NullMarked;
