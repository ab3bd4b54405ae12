/** Programs as the engine runs them: parsed, checked, pure. */
@NullMarked
package io.busbar.verticles.programs.model;

import org.jspecify.annotations.NullMarked;
