/** When things fall due at the house: wall clock, cron, sun. Pure. */
@NullMarked
package io.busbar.verticles.programs.calendar;

import org.jspecify.annotations.NullMarked;
