/** Runs programs: who may run, what a run does, what it says about it (spec 9.5). */
@NullMarked
package io.busbar.verticles.programs.engine;

import org.jspecify.annotations.NullMarked;
