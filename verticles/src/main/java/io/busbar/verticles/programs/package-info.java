/** Programs: scenes, sequences, automations and scripts (spec 2.5, 9.5). */
@NullMarked
package io.busbar.verticles.programs;

import org.jspecify.annotations.NullMarked;
