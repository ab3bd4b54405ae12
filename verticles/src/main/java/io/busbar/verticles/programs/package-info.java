/** Programs: reading, checking, keeping and capturing them (spec 9.5). */
@NullMarked
package io.busbar.verticles.programs;

import org.jspecify.annotations.NullMarked;
