/** How device states changed over time: changes as they came, and numbers by the hour. */
@NullMarked
package io.busbar.verticles.history;

import org.jspecify.annotations.NullMarked;
